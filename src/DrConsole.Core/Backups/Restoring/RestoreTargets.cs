using System.Security.Cryptography;
using System.Text.Json;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring;

/// <summary>What holds for every target, whoever restores into it.</summary>
public static class RestoreTargets
{
    private const int LongestDatabaseName = 63; // PostgreSQL's NAMEDATALEN - 1; MariaDB takes 64
    private const int LongestText = 255;
    private static readonly string[] SslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]; // libpq's

    /// <summary>Kinds of targets (as in JSON) that a backup of that source can be restored to, the usual one first.</summary>
    public static IReadOnlyList<string> KindsFor(string sourceKind) => sourceKind switch
    {
        "postgres" => ["postgres", "folder"],
        "postgres-physical" => ["postgres-cluster", "folder"],
        "mariadb" => ["mariadb", "folder"],
        _ => ["folder"],
    };

    /// <summary>The target's kind, as in JSON.</summary>
    public static string KindOf(RestoreTarget target) => target switch
    {
        PostgresTarget => "postgres",
        PostgresClusterTarget => "postgres-cluster",
        MariaDbTarget => "mariadb",
        FolderTarget => "folder",
        _ => throw new ArgumentOutOfRangeException(nameof(target)),
    };

    /// <summary>True for a restore that removes something that is there.</summary>
    public static bool IsDestructive(RestoreTarget target) => target is PostgresTarget { Overwrite: true };

    /// <summary>SHA-256 (hex) over all that an approval is given for: which backup, which copy, into what, with which options.</summary>
    public static string Sha256(Guid backupId, Guid? storeId, RestoreTarget target) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(new Approved(backupId, storeId, target))));

    /// <summary>The target as it is stored.</summary>
    public static string ToJson(RestoreTarget target) => JsonSerializer.Serialize(target, CanonicalJson.Options);

    /// <summary>Reads a stored target.</summary>
    public static RestoreTarget FromJson(string json) => JsonSerializer.Deserialize<RestoreTarget>(json, CanonicalJson.Options)!;

    /// <summary>Makes sure that the target makes sense for such a backup, before anything is asked of it.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    public static void Ensure(string sourceKind, DateTimeOffset consistentAt, RestoreTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!KindsFor(sourceKind).Contains(KindOf(target), StringComparer.Ordinal))
        {
            throw Invalid($"a backup of kind {sourceKind} is restored to {string.Join(" or ", KindsFor(sourceKind))}, not to {KindOf(target)}");
        }

        switch (target)
        {
            case PostgresTarget postgres when !SslModes.Contains(postgres.SslMode, StringComparer.Ordinal):
                throw Invalid($"sslmode is one of {string.Join(", ", SslModes)}");
            case PostgresTarget postgres:
                EnsureServer(postgres.Host, postgres.Port, postgres.User, postgres.Database);
                break;
            case MariaDbTarget mariaDb:
                EnsureServer(mariaDb.Socket ?? mariaDb.Host, mariaDb.Port, mariaDb.User, mariaDb.Database);
                break;
            case PostgresClusterTarget { Until: { } until } when until < consistentAt:
                throw Invalid($"it cannot be recovered to an instant before the backup's own ({consistentAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)");
            case PostgresClusterTarget { Port: < 1 or > 65535 }:
                throw Invalid("a port is a number from 1 to 65535");
            case PostgresClusterTarget cluster:
                EnsureFolder(cluster.Folder);
                break;
            case FolderTarget folder:
                EnsureFolder(folder.Folder);
                break;
        }
    }

    private static void EnsureServer(string host, int port, string user, string? database)
    {
        if (!IsText(host) || !IsText(user) || host.StartsWith('-') || user.StartsWith('-'))
        {
            throw Invalid("give the server's name or address and the user");
        }

        if (port is < 1 or > 65535)
        {
            throw Invalid("a port is a number from 1 to 65535");
        }

        if (database is not null && (!IsText(database) || database.Length > LongestDatabaseName || database is "*"))
        {
            throw Invalid($"a database's name has 1 to {LongestDatabaseName} characters");
        }
    }

    private static void EnsureFolder(string folder)
    {
        if (!IsText(folder) || !folder.StartsWith('/') || folder.Length == 1 || Path.GetFullPath(folder) != folder.TrimEnd('/'))
        {
            throw Invalid("a directory is an absolute path without dots in between");
        }
    }

    private static bool IsText(string text) => text.Trim().Length is > 0 and <= LongestText && !text.Any(char.IsControl);

    private static RefusedException Invalid(string reason) => new("target_invalid", $"Nothing can be restored like that: {reason}.");

    private sealed record Approved(Guid BackupId, Guid? StoreId, RestoreTarget Target);
}
