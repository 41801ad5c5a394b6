using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Plans.Schema;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Doctor;

/// <summary>A plan's findings beside its source.</summary>
public sealed partial class Examined(DoctorDesk desk)
{
    private FindingContext _context = default!;
    private IReadOnlyList<JudgedFinding> _open = [];
    private IReadOnlyList<JudgedFinding> _waived = [];
    private MarkupString _source;
    private Patient? _shown;

    [Parameter, EditorRequired]
    public required Patient Patient { get; set; }

    [Parameter]
    public Guid? DraftId { get; set; }

    [Parameter]
    public Guid? VersionId { get; set; }

    /// <summary>Called when something was mended or waived.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Changed { get; set; }

    [Parameter]
    public CancellationToken Left { get; set; }

    private DateOnly Today => desk.Today;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, Patient))
        {
            return; // examining takes a moment: once per read is enough
        }

        _shown = Patient;
        var findings = PlanDoctor.Examine(Patient.Document, Patient.SourceText, Today);
        var judged = Waived.Judge(findings, Patient.Waivers, Today);
        (_open, _waived) = ([.. judged.Where(found => !found.IsWaived)], [.. judged.Where(found => found.IsWaived)]);
        _context = new(Patient.PlanId, new PlanTree(Patient.Document), !string.IsNullOrWhiteSpace(Patient.SourceText), DraftId, VersionId, Changed.InvokeAsync, Left);
        (_source, _) = SourceMarkup.Of(Patient.SourceText, findings.SelectMany(finding => finding.Evidence).Select(evidence => evidence.Source).OfType<SourceLines>(), []);
    }
}
