using DrConsole.Incidents.Journal;
using DrConsole.Platform;

namespace DrConsole.Web.Incidents;

/// <summary>Keeps the boards of open incidents for the time in which the database is away.</summary>
internal sealed class SnapshotHostedService(IncidentSnapshots snapshots, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync(
        "Keeping snapshots of open incidents",
        Every,
        async ct =>
        {
            await snapshots.RefreshAsync(ct);
            return false;
        },
        stoppingToken);
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
