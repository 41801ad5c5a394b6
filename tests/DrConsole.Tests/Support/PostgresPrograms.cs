using System.Globalization;

namespace DrConsole.Tests.Support;

/// <summary>Finds PostgreSQL's server programs where ./drconsole finds them: PG_BIN, else the newest of Debian's.</summary>
internal static class PostgresPrograms
{
    private const int Oldest = 15;

    public static string Folder { get; } = Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } chosen ? chosen : NewestOfDebian();

    private static string NewestOfDebian()
    {
        var root = Environment.GetEnvironmentVariable("DRCONSOLE_PG_ROOT") is { Length: > 0 } chosen ? chosen : "/usr/lib/postgresql";
        var versions = Directory.Exists(root) ? Directory.GetDirectories(root) : [];

        return versions
            .Where(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var major) && major >= Oldest)
            .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
            .Select(version => Path.Combine(version, "bin"))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "postgres")))
            ?? throw new InvalidOperationException($"PostgreSQL {Oldest} or newer is not in {root}: './drconsole test' installs it, or set PG_BIN.");
    }
}
