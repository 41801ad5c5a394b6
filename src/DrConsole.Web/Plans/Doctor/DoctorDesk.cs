using DrConsole.Plans.Doctor;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans.Doctor;

/// <summary>What the person at this circuit does with findings.</summary>
public sealed class DoctorDesk(WaiverCommands waivers, DraftMends mends, CurrentActor current, PlanShelf shelf, TimeProvider clock)
{
    /// <summary>The day (UTC) by which waivers and reviews are judged.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Something that is to be saved, until its outcome is known.</summary>
    public Saving NewSaving(CancellationToken left) => new(clock, left);

    /// <summary>Makes the mend that is proposed for a finding of a draft.</summary>
    public async Task MendAsync(Guid commandId, Guid draftId, Finding finding, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(finding);
        await mends.ApplyAsync(await current.GetAsync(), commandId, draftId, finding.Rule, finding.Subject, ct);
        shelf.Clear();
    }

    /// <summary>Waives a finding until a day.</summary>
    public async Task WaiveAsync(Guid commandId, Guid planId, Finding finding, string reason, DateOnly until, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(finding);
        await waivers.WaiveAsync(await current.GetAsync(), commandId, planId, finding.Rule, finding.Subject, reason, until, ct);
    }

    /// <summary>Takes a waiver back.</summary>
    public async Task RevokeAsync(Guid commandId, Guid waiverId, CancellationToken ct) => await waivers.RevokeAsync(await current.GetAsync(), commandId, waiverId, ct);
}
