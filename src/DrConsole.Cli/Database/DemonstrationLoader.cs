using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Demonstration;
using DrConsole.Plans;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Cli.Database;

/// <summary>Puts the demonstration plan into a console that has no plan.</summary>
internal static class DemonstrationLoader
{
    public static async Task<bool> EnsurePlanAsync(CoreServices core, CancellationToken ct)
    {
        if ((await core.Get<IPlanQueries>().ListAsync(ct)).Count > 0)
        {
            return false;
        }

        var plans = core.Get<PlanCommands>();
        var draft = await plans.ImportAsync(core.Operator, core.NewCommandId(), DemonstrationPlan.FileName, DemonstrationPlan.Text(), ct);
        await AddPeopleAsync(core, draft, ct);
        await plans.PublishAsync(Actor.Demonstration, core.NewCommandId(), draft, "Demonstration", ct);
        return true;
    }

    private static Task<bool> AddPeopleAsync(CoreServices core, Guid draftId, CancellationToken ct) =>
        core.Get<AuditedChanges>().ApplyAsync(core.Operator, core.NewCommandId(), Right.EditPlan, async change =>
        {
            var draft = await change.Db.PlanDrafts.SingleAsync(candidate => candidate.Id == draftId, ct);
            draft.Document = CanonicalJson.Bytes(DemonstrationPeople.AddTo(PlanDocumentBytes.Read(draft.Document), DateOnly.FromDateTime(change.At.UtcDateTime)));
            change.Record(AuditChain.Console, "plan.draft.completed", new { draft.PlanId, draftId, with = "rotation and escalation path of the demonstration" });
            return true;
        }, ct);
}
