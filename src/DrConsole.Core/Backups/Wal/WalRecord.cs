using System.Globalization;
using DrConsole.Backups.Format;

namespace DrConsole.Backups.Wal;

/// <summary>
/// What an object of write-ahead log in a store is: signed, written after the object, never changed. An object without a record does not count.
/// docs/store-format-wal.md describes it for people without the console.
/// </summary>
public sealed record WalRecord
{
    /// <summary>Version of this format.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Ending of a record's key.</summary>
    public const string Ending = ".wal";

    /// <summary>Between a segment's name and the offset in the names of its partial copies.</summary>
    public const string PartialMiddle = ".partial.";

    public int Format { get; init; } = CurrentFormat;

    /// <summary>Name of the source in the keys of the store.</summary>
    public required string Source { get; init; }

    public required string SystemIdentifier { get; init; }

    public required int Timeline { get; init; }

    public required WalKind Kind { get; init; }

    /// <summary>PostgreSQL's name of the segment, without <c>.partial</c>, or of the history file.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes of a full segment of this cluster.</summary>
    public required int SegmentBytes { get; init; }

    /// <summary>Where its content begins; null for a history file.</summary>
    public string? StartLsn { get; init; }

    /// <summary>Where its content ends. What a partial copy holds behind it is zeros.</summary>
    public string? EndLsn { get; init; }

    /// <summary>By the server's clock: what was committed before this instant is in this object or in earlier ones.</summary>
    public DateTimeOffset CoversUntil { get; init; }

    /// <summary>The end of the last record that was written at that instant: recovery of everything must reach it.</summary>
    public string? CoversLsn { get; init; }

    /// <summary>By the console's clock.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>The object beside the record that holds the content.</summary>
    public string File { get; init; } = "";

    public long PlainBytes { get; init; }

    public string PlainSha256 { get; init; } = "";

    public long StoredBytes { get; init; }

    public string StoredSha256 { get; init; } = "";

    /// <summary>E.g. <c>zstd-1</c>.</summary>
    public string Codec { get; init; } = "";

    /// <summary>age recipients, any of whose identities opens it.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>For a history file: its lines, so that continuity can be told without a key.</summary>
    public IReadOnlyList<TimelineSwitch> History { get; init; } = [];

    /// <summary>Name of the record beside the object. A partial copy's grows: by position, then by instant.</summary>
    public string RecordFile() => Kind == WalKind.Partial ? $"{Stem()}.{CoversUntil.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}{Ending}" : Name + Ending;

    /// <summary>Name without endings; for a partial copy with the offset of its end, so that each is an object of its own.</summary>
    public string Stem() => Kind != WalKind.Partial ? Name : $"{Name}{PartialMiddle}{(Lsn.Parse(EndLsn!).Value - Lsn.Parse(StartLsn!).Value).ToString("X8", CultureInfo.InvariantCulture)}";

    /// <summary>All write-ahead log of a source.</summary>
    public static string Prefix(string source) => $"{StoreLayout.Wal}{source}/";

    /// <summary>Where objects and records of a timeline lie, with a slash at the end.</summary>
    public static string Folder(string source, string systemIdentifier, int timeline) =>
        $"{Prefix(source)}{systemIdentifier}/{timeline.ToString("X8", CultureInfo.InvariantCulture)}/";

    /// <summary>Where this record and its object lie.</summary>
    public string Folder() => Folder(Source, SystemIdentifier, Timeline);
}
