using DrConsole.Incidents.Journal;
using DrConsole.Plans;
using DrConsole.Platform;

namespace DrConsole.Web.Incidents;

/// <summary>Keeps open incidents and plans for the time in which the database is away.</summary>
internal sealed class SnapshotHostedService(IncidentSnapshots incidents, PlanSnapshots plans, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan EveryIncidents = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan EveryPlans = TimeSpan.FromSeconds(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        rounds.RepeatAsync("Keeping snapshots of open incidents", EveryIncidents, ct => OnceAsync(incidents.RefreshAsync, ct), stoppingToken),
        rounds.RepeatAsync("Keeping snapshots of plans", EveryPlans, ct => OnceAsync(plans.RefreshAsync, ct), stoppingToken));

    private static async Task<bool> OnceAsync(Func<CancellationToken, Task> refresh, CancellationToken ct)
    {
        await refresh(ct);
        return false;
    }
}

/// <summary>Brings to the database what this node kept while that was away.</summary>
internal sealed class JournalHostedService(JournalMerge merge, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync(
        "Bringing this node's journal to the database",
        Every,
        async ct =>
        {
            await merge.MergeAsync(ct);
            return false;
        },
        stoppingToken);
}
