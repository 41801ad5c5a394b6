using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans.Doctor;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Plans.Doctor;

public sealed class DoctorLineTests
{
    [Fact]
    public async Task A_draft_counts_what_is_waived_apart()
    {
        var draft = PlanSamples.Draft("", PlanSamples.Empty());
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var finding = PlanDoctor.Examine(draft.Document, draft.SourceText, today)[0];
        var waiver = new PlanWaiver { Rule = finding.Rule, Subject = finding.Subject, Reason = "For now.", ExpiresOn = today.AddDays(1), ByName = "The manager" };
        var patient = new Patient(draft.PlanId, draft.Document, "", null, [waiver]);

        var page = await Rendered.DocumentAsync<DoctorLine>(
            new Dictionary<string, object?> { ["Draft"] = draft }, services => services.AddSingleton<IDoctorQueries>(new FakeDoctorQueries { Patient = patient }));

        Assert.Contains("1 more is waived.", page.Body!.TextContent, StringComparison.Ordinal);
    }
}
