using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>Something that can be backed up, through its own tools.</summary>
public interface IBackupSource
{
    /// <summary>Looks before anything is written: tools and versions, rights, reachability, expected size.</summary>
    /// <exception cref="RefusedException">It cannot be backed up as it is; the message names cause and cure.</exception>
    Task<SourceCheck> CheckAsync(CancellationToken ct);

    /// <summary>Begins a backup: fixes the instant (a snapshot where there is one) and says which streams there are.</summary>
    Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct);
}

/// <summary>A backup under way at its source. Disposing it ends everything that it started.</summary>
public interface ISourceSession : IAsyncDisposable
{
    /// <summary>The instant whose state the streams hold.</summary>
    DateTimeOffset ConsistentAt { get; }

    /// <summary>In the order in which they are to be read, one after the other.</summary>
    IReadOnlyList<SourceOutput> Streams { get; }

    /// <summary>Called after the last stream ended well: what else belongs in the manifest (fingerprints, end positions).</summary>
    /// <exception cref="RefusedException">The source noticed that the backup is not what it should be.</exception>
    Task<SourceFacts> FinishAsync(CancellationToken ct);
}

/// <summary>A stream of a source.</summary>
/// <param name="Name">Unique within the backup and safe as a file name.</param>
/// <param name="LeastBytes">Fewer plain bytes than these are a failure, never a small backup.</param>
/// <param name="OpenAsync">Starts the tool.</param>
public sealed record SourceOutput(string Name, StreamFormat Format, string Tool, long LeastBytes, Func<CancellationToken, Task<IProducer>> OpenAsync)
{
    public string? Database { get; init; }
}

/// <summary>A running tool and what it writes.</summary>
public interface IProducer : IAsyncDisposable
{
    /// <summary>What it writes, to its end.</summary>
    Stream Output { get; }

    /// <summary>Called after <see cref="Output"/> ended: makes sure that the tool ended well.</summary>
    /// <exception cref="RefusedException">It did not; the message has its last words.</exception>
    Task EnsureCleanAsync(CancellationToken ct);
}

/// <summary>What a source needs to know of the run.</summary>
/// <param name="RunId">Marks the child processes.</param>
/// <param name="Secrets">A folder for files with secrets, gone after the run.</param>
public sealed record SourceContext(Guid RunId, PrivateFolder Secrets)
{
    /// <summary>The last complete backup of the same source, for changed-only backups.</summary>
    public Manifest? Previous { get; init; }

    /// <summary>A folder for what must be kept between runs (lists of files), or null when there is none.</summary>
    public string? StateFolder { get; init; }
}

/// <summary>What a check found.</summary>
/// <param name="ExpectedBytes">Rough size of the plain streams; null where nobody can tell.</param>
/// <param name="Remarks">What the administrator should know though it stops nothing.</param>
public sealed record SourceCheck(string? ServerVersion, string ToolVersion, long? ExpectedBytes, IReadOnlyList<string> Remarks);
