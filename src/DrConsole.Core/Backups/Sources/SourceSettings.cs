using System.Text.Json.Serialization;

namespace DrConsole.Backups.Sources;

/// <summary>
/// What is backed up, as an administrator sets it up; stored as JSON. Secrets are no part of it: they are kept sealed beside it,
/// and reach the source as <see cref="SourceSecrets"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PostgresSettings), "postgres")]
[JsonDerivedType(typeof(PostgresPhysicalSettings), "postgres-physical")]
[JsonDerivedType(typeof(MariaDbSettings), "mariadb")]
[JsonDerivedType(typeof(RedisSettings), "redis")]
[JsonDerivedType(typeof(FilesSettings), "files")]
[JsonDerivedType(typeof(KubernetesSettings), "kubernetes")]
[JsonDerivedType(typeof(TerraformSettings), "terraform")]
[JsonDerivedType(typeof(MongoSettings), "mongodb")]
[JsonDerivedType(typeof(KeyVaultSettings), "key-vault")]
[JsonDerivedType(typeof(CommandSettings), "command")]
[JsonDerivedType(typeof(ConsoleSettings), "console")]
public abstract record SourceSettings
{
    /// <summary>The kind, as in JSON and in manifests.</summary>
    [JsonIgnore] // an override does not inherit it
    public abstract string Kind { get; }
}

/// <summary>Secrets of a source: what its tool is told by a file of mode 0600.</summary>
/// <param name="Password">A database's password.</param>
/// <param name="Material">A file's content that the tool wants, e.g. a kubeconfig.</param>
public sealed record SourceSecrets(Platform.SecretText? Password = null, Platform.SecretText? Material = null)
{
    public static readonly SourceSecrets None = new();
}

/// <summary>A PostgreSQL server, by <c>pg_dump</c>.</summary>
/// <param name="Host">Name, address, or directory of the Unix socket.</param>
/// <param name="Databases">Names; empty is all that take connections and are no templates.</param>
public sealed record PostgresSettings(string Host, int Port, string User, IReadOnlyList<string> Databases) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "postgres";

    /// <summary>Structure without rows.</summary>
    public bool SchemaOnly { get; init; }

    /// <summary>Roles and tablespaces too (<c>pg_dumpall --globals-only</c>).</summary>
    public bool Globals { get; init; } = true;

    /// <summary>False where the server lets nobody read role passwords, as managed ones do.</summary>
    public bool RolePasswords { get; init; } = true;

    /// <summary>How exactly the content is fingerprinted: <c>rows</c> reads each table twice.</summary>
    public FingerprintDepth Fingerprints { get; init; } = FingerprintDepth.Rows;

    /// <summary>libpq's <c>sslmode</c>.</summary>
    public string SslMode { get; init; } = "prefer";
}

/// <summary>How exactly the content of a source is recorded.</summary>
public enum FingerprintDepth
{
    None,

    /// <summary>Number of rows per table.</summary>
    Counts,

    /// <summary>Number of rows and a hash over their contents.</summary>
    Rows,
}

/// <summary>A whole PostgreSQL cluster with its write-ahead log: base backups by <c>pg_basebackup</c>, continuous WAL by <c>pg_receivewal</c>.</summary>
/// <param name="Slot">Name of the replication slot that keeps WAL until it is shipped.</param>
public sealed record PostgresPhysicalSettings(string Host, int Port, string User, string Slot) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "postgres-physical";

    /// <summary>Longest time until the segment under way is shipped as it is.</summary>
    public int PartialSeconds { get; init; } = 60;

    public string SslMode { get; init; } = "prefer";
}

/// <summary>A MariaDB or MySQL server, by <c>mariadb-dump</c>.</summary>
/// <param name="Databases">Names; empty is all but the server's own.</param>
public sealed record MariaDbSettings(string Host, int Port, string User, IReadOnlyList<string> Databases) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "mariadb";

    /// <summary>A Unix socket instead of host and port.</summary>
    public string? Socket { get; init; }

    public FingerprintDepth Fingerprints { get; init; } = FingerprintDepth.Rows;
}

/// <summary>A Redis server, by <c>redis-cli --rdb</c>.</summary>
public sealed record RedisSettings(string Host, int Port) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "redis";

    public string? User { get; init; }
}

/// <summary>Files and directories, as tar.</summary>
/// <param name="Paths">Absolute.</param>
public sealed record FilesSettings(IReadOnlyList<string> Paths) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "files";

    /// <summary>Patterns as <c>tar --exclude</c> reads them.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Only what changed since the backup before; every nth is full again. 0 is always full.</summary>
    public int FullEvery { get; init; }
}

/// <summary>Kubernetes objects, by <c>kubectl get -o yaml</c>.</summary>
/// <param name="Kinds">E.g. <c>configmaps</c>, <c>secrets</c>, <c>deployments.apps</c>.</param>
public sealed record KubernetesSettings(IReadOnlyList<string> Kinds) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "kubernetes";

    /// <summary>Empty is all namespaces.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public string? Context { get; init; }

    /// <summary>True where a namespace may have none of a kind; else an empty answer is a failure, as a mistyped name gives one too.</summary>
    public bool EmptyIsGood { get; init; }
}

/// <summary>Terraform's state, by <c>terraform state pull</c>.</summary>
/// <param name="Folder">The initialised working directory.</param>
public sealed record TerraformSettings(string Folder) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "terraform";

    public string? Workspace { get; init; }
}

/// <summary>A MongoDB server, by <c>mongodump --archive</c>.</summary>
public sealed record MongoSettings(string Host, int Port) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "mongodb";

    public string? User { get; init; }

    public string? Database { get; init; }

    /// <summary>Also the operations during the dump, for one consistent instant of a replica set.</summary>
    public bool Oplog { get; init; }
}

/// <summary>Secrets, keys and certificates of an Azure Key Vault, by <c>az keyvault … backup</c>.</summary>
public sealed record KeyVaultSettings(string Vault) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "key-vault";
}

/// <summary>What any program writes to its standard output.</summary>
/// <param name="Program">Absolute path; only those that the console's configuration allows (<c>Backups:AllowedCommands</c>).</param>
public sealed record CommandSettings(string Program, IReadOnlyList<string> Arguments) : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "command";

    /// <summary>Fewer bytes than these are a failure.</summary>
    public long LeastBytes { get; init; } = 1;
}

/// <summary>The console itself: its own database, wherever it is now, and its master key.</summary>
public sealed record ConsoleSettings : SourceSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "console";
}
