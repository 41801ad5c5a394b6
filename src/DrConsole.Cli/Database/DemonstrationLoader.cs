using DrConsole.Access;
using DrConsole.Demonstration;
using DrConsole.Plans;

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
        await plans.PublishAsync(Actor.Demonstration, core.NewCommandId(), draft, "Demonstration", ct);
        return true;
    }
}
