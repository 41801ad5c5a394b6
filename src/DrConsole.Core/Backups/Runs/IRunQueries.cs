namespace DrConsole.Backups.Runs;

/// <summary>Reads of runs.</summary>
public interface IRunQueries
{
    /// <summary>Runs that match, newest first.</summary>
    Task<RunList> ListAsync(RunFilter filter, CancellationToken ct);

    /// <summary>Runs that wait or work now, oldest first.</summary>
    Task<IReadOnlyList<RunRow>> OpenAsync(CancellationToken ct);

    /// <summary>A run with its log; null when there is none.</summary>
    Task<RunView?> FindAsync(Guid runId, CancellationToken ct);
}

/// <summary>Which runs are wanted.</summary>
/// <param name="Before">Only those due before that instant; null begins with the newest.</param>
public sealed record RunFilter(Guid? PolicyId = null, RunState? State = null, DateTimeOffset? Before = null, int Take = 50);

/// <summary>Runs, and whether there are more.</summary>
public sealed record RunList(IReadOnlyList<RunRow> Rows, bool HasMore);

/// <summary>A run as a list shows it.</summary>
public sealed record RunRow(
    Guid Id, Guid PolicyId, string PolicyName, DateTimeOffset ScheduledFor, RunTrigger Trigger, RunState State, int Attempt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    string? Stage, long PlainBytes, long StoredBytes, long? ExpectedBytes, DateTimeOffset? MovedAt, string? Fault, string RequestedByName, DateTimeOffset? CancelRequestedAt, Guid? BackupId)
{
    /// <summary>True once nothing more will happen to it.</summary>
    public bool IsEnded => EndedAt is not null;
}

/// <summary>A run in full.</summary>
/// <param name="Node">Where it works, or worked last.</param>
/// <param name="CatchesUp">Instants that were missed before it and that it makes good.</param>
public sealed record RunView(RunRow Row, string Log, string? Node, DateTimeOffset? HeartbeatAt, string? CancelledByName, IReadOnlyList<DateTimeOffset> CatchesUp);
