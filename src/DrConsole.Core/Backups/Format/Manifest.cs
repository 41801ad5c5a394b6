using DrConsole.Backups.Sources;

namespace DrConsole.Backups.Format;

/// <summary>
/// What a backup is and how it is restored, in the store beside it, signed, never changed. It is written last: without a manifest there is no backup.
/// </summary>
public sealed record Manifest
{
    /// <summary>Version of this format.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required Guid BackupId { get; init; }

    /// <summary>Name of the source, as in the keys of the store, e.g. <c>orders-database</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Kind of the source, e.g. <c>postgres</c>.</summary>
    public required string SourceKind { get; init; }

    public Guid? PolicyId { get; init; }

    public string? PolicyName { get; init; }

    /// <summary>Name of the protected system in the plan.</summary>
    public string? System { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The instant whose state the backup holds.</summary>
    public required DateTimeOffset ConsistentAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Version of DR Console that made it.</summary>
    public required string MadeBy { get; init; }

    public IReadOnlyList<ManifestEntry> Streams { get; init; } = [];

    /// <summary>Category of the encryption key, e.g. <c>customer data</c>.</summary>
    public string? KeyCategory { get; init; }

    /// <summary>age recipients, any of whose identities opens it.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    public required SourceFacts Facts { get; init; }

    /// <summary>Backups that are needed too to restore this one.</summary>
    public IReadOnlyList<Guid> DependsOn { get; init; } = [];

    /// <summary>SHA-256 of the source's settings without secrets: a changed set-up shows.</summary>
    public string? SettingsSha256 { get; init; }

    public long PlainBytes => Streams.Sum(stream => stream.PlainBytes);

    public long StoredBytes => Streams.Sum(stream => stream.StoredBytes);
}

/// <summary>One stream of a backup: <c>cat NAME.* | age -d | zstd -dc</c> gives what the source's tool wrote.</summary>
public sealed record ManifestEntry
{
    /// <summary>Unique within the backup and safe as a file name, e.g. <c>orders.pgdump</c>.</summary>
    public required string Name { get; init; }

    public required StreamFormat Format { get; init; }

    /// <summary>The database that it holds, where it is one.</summary>
    public string? Database { get; init; }

    public required long PlainBytes { get; init; }

    public required string PlainSha256 { get; init; }

    public required long StoredBytes { get; init; }

    /// <summary>SHA-256 of all slices one after the other.</summary>
    public required string StoredSha256 { get; init; }

    /// <summary>E.g. <c>zstd-1</c>.</summary>
    public required string Codec { get; init; }

    /// <summary>The program that made it, with its version.</summary>
    public required string Tool { get; init; }

    /// <summary>In order; each is an object of the store beside the manifest.</summary>
    public IReadOnlyList<ManifestSlice> Slices { get; init; } = [];
}

/// <summary>An object that holds part of a stream.</summary>
/// <param name="File">Name beside the manifest, e.g. <c>orders.pgdump.zst.age.0000</c>.</param>
public sealed record ManifestSlice(string File, long Bytes, string Sha256);

/// <summary>What a stream holds; decides how it is restored.</summary>
public enum StreamFormat
{
    /// <summary><c>pg_restore</c> reads it.</summary>
    PostgresArchive,

    /// <summary><c>psql</c> reads it.</summary>
    PostgresSql,

    /// <summary>A data directory as tar, from <c>pg_basebackup</c>.</summary>
    PostgresBase,

    /// <summary><c>mariadb</c> reads it.</summary>
    MariaDbSql,

    /// <summary><c>mongorestore --archive</c> reads it.</summary>
    MongoArchive,

    /// <summary>A Redis database file.</summary>
    RedisRdb,
    Tar,
    Yaml,
    Json,

    /// <summary>Bytes of which nothing else is known.</summary>
    Raw,
}
