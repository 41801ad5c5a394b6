using System.Globalization;

namespace DrConsole.Backups.Wal;

/// <summary>A line of a history file: up to that position a timeline's ancestor counts.</summary>
public sealed record TimelineSwitch(int Ancestor, string At)
{
    /// <summary>Reads PostgreSQL's history file: one ancestor per line, the oldest first.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IReadOnlyList<TimelineSwitch> ReadHistory(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
        [
            .. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(line =>
                line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries) is [var ancestor, var position, ..]
                && int.TryParse(ancestor, NumberStyles.None, CultureInfo.InvariantCulture, out var timeline)
                    ? new TimelineSwitch(timeline, Lsn.Parse(position).ToString())
                    : throw new FormatException("A line of the timeline's history cannot be read.")),
        ];
    }
}
