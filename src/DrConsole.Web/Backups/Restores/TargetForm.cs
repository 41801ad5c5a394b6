using System.Globalization;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Web.Backups.Restores;

/// <summary>What a person fills in about a target.</summary>
public sealed class TargetForm
{
    private const int LongestName = 63; // PostgreSQL cuts longer names off; MariaDB takes 64
    private const string Suffix = "_restored";

    public string Kind { get; set; } = "postgres";

    public string Host { get; set; } = "";

    public int Port { get; set; } = 5432;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    public string Database { get; set; } = "";

    public string SslMode { get; set; } = "prefer";

    public string Folder { get; set; } = "";

    /// <summary>An instant as <c>yyyy-MM-ddTHH:mm:ss</c> in UTC; empty recovers to the end of what was shipped.</summary>
    public string Until { get; set; } = "";

    /// <summary>Port of a recovered cluster; null leaves the old server's.</summary>
    public int? ClusterPort { get; set; }

    public HashSet<string> Only { get; } = new(StringComparer.Ordinal);

    /// <summary>Of PostgreSQL roles and tablespaces, of MariaDB accounts and grants.</summary>
    public bool Globals { get; set; }

    public bool Overwrite { get; set; }

    public SecretText? Secret => Password.Length > 0 ? new(Password) : null;

    /// <summary>The target as it stands in the form.</summary>
    /// <exception cref="RefusedException">The instant is none.</exception>
    public RestoreTarget ToTarget() => Kind switch
    {
        "postgres" => new PostgresTarget(Host.Trim(), Port, User.Trim(), Name) { SslMode = SslMode, Only = [.. Only.Order(StringComparer.Ordinal)], Globals = Globals, Overwrite = Overwrite },
        "mariadb" => new MariaDbTarget(Host.Trim(), Port, User.Trim(), Name) { Socket = Host.StartsWith('/') ? Host.Trim() : null, Accounts = Globals },
        "postgres-cluster" => new PostgresClusterTarget(Folder.Trim(), Instant()) { Port = ClusterPort },
        _ => new FolderTarget(Folder.Trim()),
    };

    /// <summary>Begins with the server that the backup came from, and a name beside the original's. Who may make a database there is for the person to say.</summary>
    public void Begin(RestorableBackup backup)
    {
        Choose(RestoreTargets.KindsFor(backup.SourceKind)[0]);
        (Host, Port) = backup.Origin switch
        {
            PostgresSettings postgres when Kind == "postgres" => (postgres.Host, postgres.Port),
            MariaDbSettings mariaDb when Kind == "mariadb" => (mariaDb.Socket ?? mariaDb.Host, mariaDb.Port),
            _ => (Host, Port),
        };
        Database = backup.Databases is [var only] ? only[..Math.Min(only.Length, LongestName - Suffix.Length)] + Suffix : "";
    }

    /// <summary>Chooses a kind, with its usual port.</summary>
    public void Choose(string kind) => (Kind, Port, Globals) = (kind, kind == "mariadb" ? 3306 : 5432, false);

    private string? Name => Database.Trim() is { Length: > 0 } name ? name : null;

    private DateTimeOffset? Instant() => Until.Length == 0
        ? null
        : DateTimeOffset.TryParse(Until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw new RefusedException("instant_invalid", "Give the instant as year, month, day and time in UTC, e.g. 2026-11-26T09:30:00.");
}
