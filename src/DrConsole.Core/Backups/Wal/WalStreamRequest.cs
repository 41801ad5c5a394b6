using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;

namespace DrConsole.Backups.Wal;

/// <summary>A cluster whose write-ahead log is received and shipped, with everything that this needs: no database of the console is asked.</summary>
public sealed record WalStreamRequest
{
    /// <summary>Name of the source, as in the keys of the stores.</summary>
    public required string Source { get; init; }

    public required PostgresPhysicalSettings Settings { get; init; }

    public required SourceSecrets Secrets { get; init; }

    public required IReadOnlyList<Destination> Destinations { get; init; }

    public required WalSealing Sealing { get; init; }

    /// <summary>Whose signatures count: what an earlier key of this console signed counts as shipped.</summary>
    public required TrustedKeys Trusted { get; init; }

    /// <summary>On this machine; log lies here between reception and shipping. It outlives the process.</summary>
    public required string Folder { get; init; }

    /// <summary>The cluster that the earlier log comes from; null takes the one that answers first.</summary>
    public string? SystemIdentifier { get; init; }

    /// <summary>Object lock of what is written, where a store has it.</summary>
    public int LockDays { get; init; }

    /// <summary>With less free space than this nothing more is received: the server keeps it then, as far as its own limit allows.</summary>
    public long LeastFreeBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Told each time when another store has a piece, before the local copy goes. May be told again after a crash.</summary>
    public Func<WalRecord, IReadOnlyList<Guid>, CancellationToken, Task> OnShippedAsync { get; init; } = static (_, _, _) => Task.CompletedTask;
}
