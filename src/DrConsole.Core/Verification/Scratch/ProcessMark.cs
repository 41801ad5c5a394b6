using System.Globalization;

namespace DrConsole.Verification.Scratch;

/// <summary>A process that cannot be mistaken for a later one with the same number: its id and the instant at which the kernel started it.</summary>
internal readonly record struct ProcessMark(int Id, string StartedAt)
{
    public static ProcessMark Own() => new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? "");

    public static ProcessMark? Read(string text) =>
        text.Split(' ') is [var id, var start] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(number, start) : null;

    public bool IsAlive() => StartedAt.Length > 0 && string.Equals(StartOf(Id), StartedAt, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Id.ToString(CultureInfo.InvariantCulture)} {StartedAt}";

    // Field 22 of /proc/PID/stat (proc(5)); the name in field 2 may hold anything, so it is counted from its closing bracket.
    private static string? StartOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended
        }
    }
}
