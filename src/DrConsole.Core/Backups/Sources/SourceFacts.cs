namespace DrConsole.Backups.Sources;

/// <summary>What was true of the source when the backup was taken.</summary>
public sealed record SourceFacts
{
    /// <summary>E.g. <c>PostgreSQL 15.18</c>.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>Identity of the server: PostgreSQL's system identifier, a host name, a cluster's id.</summary>
    public string? ServerIdentity { get; init; }

    /// <summary>Where it was reached, without secrets.</summary>
    public string? Endpoint { get; init; }

    public IReadOnlyList<DatabaseFacts> Databases { get; init; } = [];

    /// <summary>Position in the transaction log for physical backups.</summary>
    public WalFacts? Wal { get; init; }

    /// <summary>For full backups of files: the sum of SHA-256 over each member's name, kind, mode, time, size and content, whatever their order.</summary>
    public string? FileListSha256 { get; init; }

    /// <summary>For files: the absolute paths that were archived.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>For changed-only backups: name of the list of files that the next one builds on, and how many changed-only backups led here.</summary>
    public string? StateName { get; init; }

    public int SinceFull { get; init; }

    /// <summary>Backups that are needed too to restore this one, oldest first.</summary>
    public IReadOnlyList<Guid> DependsOn { get; init; } = [];

    /// <summary>Number of files, keys, objects or documents, where the source counts such.</summary>
    public long? Items { get; init; }

    /// <summary>What the administrator should know, e.g. a version with known faults.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A database within a source, and the exact content at the backup's instant.</summary>
public sealed record DatabaseFacts(string Name)
{
    public IReadOnlyList<string> Extensions { get; init; } = [];

    public long? LargeObjects { get; init; }

    public string? Encoding { get; init; }

    /// <summary>Collation and character type, as the server names them.</summary>
    public string? Locale { get; init; }

    public string? Owner { get; init; }

    /// <summary>Of PostgreSQL; null in backups that are older than this.</summary>
    public DatabaseProperties? Properties { get; init; }

    /// <summary>
    /// Of MariaDB: triggers, views, routines and events whose definition names the database itself, so that under another name they would read and
    /// write the first one. Null in backups that are older than this.
    /// </summary>
    public IReadOnlyList<string>? NamingItself { get; init; }

    /// <summary>Roles that own something in it or were granted something: a restore that keeps owners needs them.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How exactly <see cref="Tables"/> was read: an empty database has no tables, though they were asked for.</summary>
    public FingerprintDepth Fingerprints { get; init; }

    /// <summary>Per table, taken under the dump's own snapshot; empty when that was not asked for or cannot be done.</summary>
    public IReadOnlyList<TableFingerprint> Tables { get; init; } = [];
}

/// <summary>A table's content in two numbers that a restored copy must have too.</summary>
/// <param name="Table">Qualified and quoted, as SQL reads it; of PostgreSQL also <c>sequence NAME</c> and <c>large objects</c>.</param>
/// <param name="Hash">
/// Independent of the order of rows; null when only rows were counted. Of a sequence its last value, or <c>FROM..TO</c> where it moved during the backup.
/// </param>
public sealed record TableFingerprint(string Table, long Rows, string? Hash)
{
    /// <summary>In place of the number of rows: the table is there, and nobody could count it at the backup's instant.</summary>
    public const long NotCounted = -1;
}

/// <summary>Position in PostgreSQL's transaction log.</summary>
public sealed record WalFacts(string SystemIdentifier, int Timeline, string StartLsn, string EndLsn, int SegmentBytes, bool HasTablespaces)
{
    /// <summary>Name of the role that initdb made: whoever restores can sign in as it over a socket of his own.</summary>
    public string? Superuser { get; init; }

    /// <summary>The backup carries the log that it needs to become consistent; nothing behind its end is reached by that.</summary>
    public bool HasOwnWal { get; init; }
}
