using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>What <c>pg_controldata</c> says of a data directory.</summary>
internal sealed record ControlFile(string SystemIdentifier, string State, int Timeline, int PreparedTransactions)
{
    public static async Task<ControlFile> ReadAsync(ClusterOwner owner, string program, string folder, CancellationToken ct)
    {
        var lines = (await ChildProcess.ReadAsync(owner.Command(program, ["-D", folder]), ct)).Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim(), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[1].Trim(), StringComparer.Ordinal);
        string Value(string name) => lines.TryGetValue(name, out var value) ? value : throw new RefusedException("control_unreadable", $"pg_controldata says nothing of '{name}': {folder} is no data directory that this version knows.");
        return new(
            Value("Database system identifier"), Value("Database cluster state"), int.Parse(Value("Latest checkpoint's TimeLineID"), CultureInfo.InvariantCulture),
            int.Parse(Value("max_prepared_xacts setting"), CultureInfo.InvariantCulture));
    }
}
