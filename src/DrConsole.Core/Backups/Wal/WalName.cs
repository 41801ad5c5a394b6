using System.Globalization;

namespace DrConsole.Backups.Wal;

/// <summary>A file name of PostgreSQL's write-ahead log, read as strictly as PostgreSQL writes it: anything else is none.</summary>
/// <param name="Segment">Number of the segment from the log's beginning; 0 for a history file.</param>
public sealed record WalName(WalKind Kind, int Timeline, ulong Segment)
{
    internal const string PartialEnding = ".partial";
    private const string HistoryEnding = ".history";
    private const ulong LogBytes = 0x1_0000_0000;

    /// <summary>Reads the name of a segment, of one under way, or of a history file; null for everything else.</summary>
    public static WalName? TryParse(string name, int segmentBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.EndsWith(HistoryEnding, StringComparison.Ordinal))
        {
            return name.Length == 8 + HistoryEnding.Length && Hex(name[..8]) is { } of ? new(WalKind.History, (int)of, 0) : null;
        }

        var isPartial = name.EndsWith(PartialEnding, StringComparison.Ordinal);
        var digits = isPartial ? name[..^PartialEnding.Length] : name;
        if (digits.Length != 24 || Hex(digits[..8]) is not { } timeline || Hex(digits[8..16]) is not { } log || Hex(digits[16..]) is not { } inLog)
        {
            return null;
        }

        var perLog = LogBytes / (ulong)segmentBytes;
        return inLog < perLog ? new(isPartial ? WalKind.Partial : WalKind.Segment, (int)timeline, (log * perLog) + inLog) : null;
    }

    /// <summary>PostgreSQL's name of the segment that holds a position.</summary>
    public static WalName Of(int timeline, Lsn position, int segmentBytes) => new(WalKind.Segment, timeline, position.Value / (ulong)segmentBytes);

    /// <summary>As PostgreSQL writes it.</summary>
    public string File(int segmentBytes)
    {
        var perLog = LogBytes / (ulong)segmentBytes;
        return Kind == WalKind.History
            ? string.Create(CultureInfo.InvariantCulture, $"{Timeline:X8}{HistoryEnding}")
            : string.Create(CultureInfo.InvariantCulture, $"{Timeline:X8}{Segment / perLog:X8}{Segment % perLog:X8}{(Kind == WalKind.Partial ? PartialEnding : "")}");
    }

    /// <summary>Where the segment begins.</summary>
    public Lsn Start(int segmentBytes) => new(Segment * (ulong)segmentBytes);

    /// <summary>Where it ends when it is full.</summary>
    public Lsn End(int segmentBytes) => new((Segment + 1) * (ulong)segmentBytes);

    private static uint? Hex(string digits) =>
        digits.All(char.IsAsciiHexDigitUpper) ? uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;
}

/// <summary>What a file of the write-ahead log is.</summary>
public enum WalKind
{
    /// <summary>A closed segment.</summary>
    Segment,

    /// <summary>A segment as far as it was received.</summary>
    Partial,

    /// <summary>Says where a timeline left its parent.</summary>
    History,
}
