using DrConsole.Backups.Runs;
using DrConsole.Nodes;
using Quartz;

namespace DrConsole.Backups.Schedule;

/// <summary>
/// What the scheduler runs: it asks which policies are due up to now. It carries no policy and no instant, so that a scheduler that fires twice, late
/// or on two nodes at once changes nothing.
/// </summary>
[DisallowConcurrentExecution]
public sealed class WakeJob(DueRuns due, NodeBeat node) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (node.IsClockTrusted)
        {
            await due.PlanAsync(cancellationToken);
            await node.SchedulerWokeAsync(cancellationToken);
        }
    }
}
