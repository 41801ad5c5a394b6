using System.Text.Json.Serialization;

namespace DrConsole.Backups.Restoring;

/// <summary>Where a backup is restored to. Passwords are no part of it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PostgresTarget), "postgres")]
[JsonDerivedType(typeof(PostgresClusterTarget), "postgres-cluster")]
[JsonDerivedType(typeof(MariaDbTarget), "mariadb")]
[JsonDerivedType(typeof(FolderTarget), "folder")]
public abstract record RestoreTarget
{
    /// <summary>What a person types to confirm, e.g. <c>db.example.com/orders_restored</c>.</summary>
    [JsonIgnore] // an override does not inherit it
    public abstract string Identity { get; }
}

/// <summary>Databases of a PostgreSQL server. Each must be missing or empty, unless <see cref="Overwrite"/>.</summary>
/// <param name="Database">Name of the restored database; null restores each under its own name.</param>
public sealed record PostgresTarget(string Host, int Port, string User, string? Database) : RestoreTarget
{
    /// <summary>libpq's <c>sslmode</c>.</summary>
    public string SslMode { get; init; } = "prefer";

    /// <summary>Only these databases of the backup; empty is all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Roles and tablespaces first.</summary>
    public bool Globals { get; init; }

    /// <summary>Drops what is there. Needs a second person.</summary>
    public bool Overwrite { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Identity => $"{Host}:{Port}/{Database ?? "*"}";
}

/// <summary>A new PostgreSQL data directory on this machine, recovered to an instant.</summary>
/// <param name="Folder">Must be missing or empty.</param>
/// <param name="Until">Recovers to this instant, by the old server's clock; null to the end of what was shipped.</param>
public sealed record PostgresClusterTarget(string Folder, DateTimeOffset? Until) : RestoreTarget
{
    /// <summary>TCP port that its server will have; null leaves what the old one had.</summary>
    public int? Port { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Identity => Folder;
}

/// <summary>Databases of a MariaDB or MySQL server; each must be missing or empty.</summary>
public sealed record MariaDbTarget(string Host, int Port, string User, string? Database) : RestoreTarget
{
    public string? Socket { get; init; }

    /// <summary>Accounts and grants too, of accounts that the server does not have. They take effect when the content has been compared.</summary>
    public bool Accounts { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Identity => $"{Socket ?? $"{Host}:{Port}"}/{Database ?? "*"}";
}

/// <summary>An empty directory on this machine: files as they were, or the raw streams of a source that is no directory.</summary>
public sealed record FolderTarget(string Folder) : RestoreTarget
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Identity => Folder;
}
