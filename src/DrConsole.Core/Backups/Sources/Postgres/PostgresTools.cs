using System.Globalization;
using System.Text.RegularExpressions;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>PostgreSQL's client programs of one version.</summary>
/// <param name="Folder">Where <c>pg_dump</c>, <c>pg_restore</c> and <c>psql</c> of this version lie.</param>
/// <param name="Version">E.g. <c>15.18</c>.</param>
internal sealed partial record PostgresTools(string Folder, int Major, int Minor, string Version)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>Folders that may hold client programs: PG_BIN alone where it is set, else Debian's versions, else what PATH has.</summary>
    public static IReadOnlyList<string> Folders { get; } = FindFolders();

    /// <summary>Absolute path of one of its programs.</summary>
    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>
    /// The programs for a server of this major version: the same major, else the next newer one. Newer programs dump older servers well,
    /// but an archive goes back most surely with the programs of its own server.
    /// </summary>
    /// <exception cref="RefusedException">All are older than the server; the message names both versions.</exception>
    public static async Task<PostgresTools> ForAsync(int serverMajor, string serverVersion, IReadOnlyList<string> folders, CancellationToken ct)
    {
        var found = await AllAsync(folders, ct);
        return found.Where(tools => tools.Major >= serverMajor).MinBy(tools => (tools.Major, -tools.Minor))
            ?? throw new RefusedException("client_older", found.Count == 0
                ? $"pg_dump is not on this machine. Install it (Debian: postgresql-client-{serverMajor.ToString(CultureInfo.InvariantCulture)}) and try again."
                : $"The server is PostgreSQL {serverVersion}, and the newest pg_dump here is {found.MaxBy(tools => (tools.Major, tools.Minor))!.Version}: an older program cannot dump or restore a newer server. "
                    + $"Install postgresql-client-{serverMajor.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static async Task<List<PostgresTools>> AllAsync(IReadOnlyList<string> folders, CancellationToken ct)
    {
        var found = new List<PostgresTools>();
        foreach (var folder in folders.Where(folder => File.Exists(Path.Combine(folder, "pg_dump"))))
        {
            var answer = await ChildProcess.ReadAsync(new(Path.Combine(folder, "pg_dump"), ["--version"]), ct);
            if (VersionWords().Match(answer) is { Success: true } words)
            {
                var minor = words.Groups["minor"] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;
                found.Add(new(folder, int.Parse(words.Groups["major"].ValueSpan, CultureInfo.InvariantCulture), minor, words.Groups["version"].Value));
            }
        }

        return found;
    }

    private static List<string> FindFolders()
    {
        if (Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } chosen)
        {
            return [chosen];
        }

        var debian = Directory.Exists(DebianRoot) ? Directory.GetDirectories(DebianRoot).Select(version => Path.Combine(version, "bin")) : [];
        var found = debian.Where(bin => File.Exists(Path.Combine(bin, "pg_dump"))).ToList();
        return found.Count > 0 ? found : Programs.TryFind("pg_dump") is { } inPath ? [Path.GetDirectoryName(inPath)!] : [];
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<version>(?<major>[0-9]+)(\.(?<minor>[0-9]+))?[0-9A-Za-z.]*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex VersionWords();
}
