using DrConsole.Backups.Runs;

namespace DrConsole.Reports;

/// <summary>How the last runs of a policy ended. Runs that somebody cancelled say nothing and do not count.</summary>
/// <param name="Last">The newest that counts.</param>
/// <param name="Times">Seconds that the good ones took, newest first.</param>
public sealed record RunRecord(int Succeeded, int Degraded, int Failed, EndedRun? Last, IReadOnlyList<double> Times)
{
    public int Count => Succeeded + Degraded + Failed;

    /// <summary>Share that left a copy in every store; null when none has ended. A degraded run is no success.</summary>
    public double? SuccessRate => Count > 0 ? (double)Succeeded / Count : null;

    /// <summary>The newest one left no backup.</summary>
    public bool IsLastBad => Last is { State: RunState.Failed or RunState.Interrupted };

    /// <summary>How many ended badly since the last that left a backup.</summary>
    public int BadInARow { get; private init; }

    /// <summary>The record of these runs.</summary>
    public static RunRecord Of(IReadOnlyList<EndedRun> newestFirst)
    {
        var counted = newestFirst.Where(run => run.State is not (RunState.Cancelled or RunState.Waiting or RunState.Running)).ToList();
        var good = counted.Where(run => run.State is RunState.Succeeded or RunState.Degraded);
        return new(
            counted.Count(run => run.State == RunState.Succeeded), counted.Count(run => run.State == RunState.Degraded),
            counted.Count(run => run.State is RunState.Failed or RunState.Interrupted or RunState.Missed),
            counted.FirstOrDefault(), [.. good.Select(run => run.Took?.TotalSeconds).OfType<double>()])
        {
            BadInARow = counted.TakeWhile(run => run.State is not (RunState.Succeeded or RunState.Degraded)).Count(),
        };
    }
}
