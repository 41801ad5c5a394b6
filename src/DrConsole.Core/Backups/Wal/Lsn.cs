using System.Globalization;

namespace DrConsole.Backups.Wal;

/// <summary>A position in PostgreSQL's write-ahead log, in bytes from its beginning; <c>0/2000028</c> as text.</summary>
public readonly record struct Lsn(ulong Value) : IComparable<Lsn>
{
    private const ulong PageBytes = 8192;
    private const ulong PageHeader = 24;
    private const ulong SegmentHeader = 40;

    public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;

    public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;

    public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;

    public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;

    /// <summary>Reads PostgreSQL's text form.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Lsn Parse(string text) => TryParse(text) ?? throw new FormatException($"'{Platform.SafeText.Clean(text)}' is no position in the write-ahead log.");

    /// <summary>Reads PostgreSQL's text form; null when it is none.</summary>
    public static Lsn? TryParse(string? text) =>
        text?.Split('/') is [{ Length: > 0 and <= 8 } high, { Length: > 0 and <= 8 } low]
        && uint.TryParse(high, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var upper)
        && uint.TryParse(low, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var lower)
            ? new Lsn(((ulong)upper << 32) | lower)
            : null;

    /// <summary>The beginning of the segment that holds it.</summary>
    public Lsn SegmentStart(int segmentBytes) => new(Value - (Value % (ulong)segmentBytes));

    /// <summary>
    /// The same place as the end of what was written before it. PostgreSQL names the place where the next record will begin; at the beginning
    /// of a page that is behind the page's header (24 bytes, 40 in a segment's first page), which nobody has written or sent yet.
    /// </summary>
    public Lsn AsEnd(int segmentBytes) =>
        Value % (ulong)segmentBytes == SegmentHeader ? new(Value - SegmentHeader)
        : Value % PageBytes == PageHeader ? new(Value - PageHeader)
        : this;

    /// <inheritdoc/>
    public int CompareTo(Lsn other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value >> 32:X}/{Value & 0xFFFFFFFF:X}");
}
