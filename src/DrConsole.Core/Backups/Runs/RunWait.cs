namespace DrConsole.Backups.Runs;

/// <summary>Waits for runs that another process may carry out, by looking at the table: the command line has no ear on the database's signals.</summary>
public sealed class RunWait(IRunQueries runs, TimeProvider clock)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>The run when it has ended, or as it is after that time; null when there is none.</summary>
    /// <param name="seen">Told of each look.</param>
    public async Task<RunView?> ForEndAsync(Guid runId, TimeSpan limit, CancellationToken ct, Action<RunView>? seen = null)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var run = await runs.FindAsync(runId, ct);
            var left = limit - clock.GetElapsedTime(began);
            if (run is null || run.Row.IsEnded || left <= TimeSpan.Zero)
            {
                return run;
            }

            seen?.Invoke(run);
            await Task.Delay(left < LookAgain ? left : LookAgain, clock, ct);
        }
    }
}
