using System.Globalization;
using DrConsole.Backups.Sources;

namespace DrConsole.Web.Backups.Policies;

/// <summary>What a person types about a source, for every kind at once, so that changing the kind loses nothing.</summary>
public sealed class SourceForm
{
    private static readonly string[] DatabaseServers = ["postgres", "postgres-physical", "mariadb", "redis", "mongodb"];

    public string Kind { get; set; } = "postgres";

    public string Host { get; set; } = "";

    /// <summary>Empty is the kind's usual port.</summary>
    public string Port { get; set; } = "";

    public string User { get; set; } = "";

    /// <summary>Names, one on a line or with commas between.</summary>
    public string Databases { get; set; } = "";

    public string Socket { get; set; } = "";

    public bool SchemaOnly { get; set; }

    public bool Globals { get; set; } = true;

    public bool RolePasswords { get; set; } = true;

    public FingerprintDepth Fingerprints { get; set; } = FingerprintDepth.Rows;

    public string SslMode { get; set; } = "prefer";

    public string Slot { get; set; } = "drconsole";

    public int PartialSeconds { get; set; } = 60;

    public string Paths { get; set; } = "";

    public string Exclude { get; set; } = "";

    public int FullEvery { get; set; }

    public string Kinds { get; set; } = "configmaps\nsecrets\ndeployments.apps\nservices";

    public string Namespaces { get; set; } = "";

    public string Context { get; set; } = "";

    public string Folder { get; set; } = "";

    public string Workspace { get; set; } = "";

    public string MongoDatabase { get; set; } = "";

    public bool Oplog { get; set; }

    public string Vault { get; set; } = "";

    public string Program { get; set; } = "";

    public string Arguments { get; set; } = "";

    public long LeastBytes { get; set; } = 1;

    public bool IsServer => DatabaseServers.Contains(Kind, StringComparer.Ordinal);

    /// <summary>The port that servers of the kind listen on when nobody says otherwise.</summary>
    public int UsualPort => Kind switch { "mariadb" => 3306, "redis" => 6379, "mongodb" => 27017, _ => 5432 };

    /// <summary>What was typed, as settings. What is missing is said by the policy's own check.</summary>
    public SourceSettings Settings() => Kind switch
    {
        "postgres-physical" => new PostgresPhysicalSettings(Host.Trim(), PortNumber, User.Trim(), Slot.Trim()) { PartialSeconds = PartialSeconds, SslMode = SslMode },
        "mariadb" => new MariaDbSettings(Host.Trim(), PortNumber, User.Trim(), Names(Databases)) { Socket = Or(Socket), Fingerprints = Fingerprints },
        "redis" => new RedisSettings(Host.Trim(), PortNumber) { User = Or(User) },
        "files" => new FilesSettings(Lines(Paths)) { Exclude = Lines(Exclude), FullEvery = FullEvery },
        "kubernetes" => new KubernetesSettings(Names(Kinds)) { Namespaces = Names(Namespaces), Context = Or(Context) },
        "terraform" => new TerraformSettings(Folder.Trim()) { Workspace = Or(Workspace) },
        "mongodb" => new MongoSettings(Host.Trim(), PortNumber) { User = Or(User), Database = Or(MongoDatabase), Oplog = Oplog },
        "key-vault" => new KeyVaultSettings(Vault.Trim()),
        "command" => new CommandSettings(Program.Trim(), Lines(Arguments)) { LeastBytes = LeastBytes },
        _ => new PostgresSettings(Host.Trim(), PortNumber, User.Trim(), Names(Databases))
        {
            SchemaOnly = SchemaOnly, Globals = Globals, RolePasswords = RolePasswords, Fingerprints = Fingerprints, SslMode = SslMode,
        },
    };

    /// <summary>Settings as somebody would have typed them.</summary>
    public static SourceForm Of(SourceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var form = new SourceForm { Kind = settings.Kind };
        switch (settings)
        {
            case PostgresSettings server:
                (form.Host, form.Port, form.User, form.Databases) = (server.Host, Said(server.Port), server.User, Text(server.Databases));
                (form.SchemaOnly, form.Globals, form.RolePasswords, form.Fingerprints, form.SslMode) = (server.SchemaOnly, server.Globals, server.RolePasswords, server.Fingerprints, server.SslMode);
                break;
            case PostgresPhysicalSettings cluster:
                (form.Host, form.Port, form.User, form.Slot, form.PartialSeconds, form.SslMode) = (cluster.Host, Said(cluster.Port), cluster.User, cluster.Slot, cluster.PartialSeconds, cluster.SslMode);
                break;
            case MariaDbSettings server:
                (form.Host, form.Port, form.User, form.Databases, form.Socket, form.Fingerprints) = (server.Host, Said(server.Port), server.User, Text(server.Databases), server.Socket ?? "", server.Fingerprints);
                break;
            case RedisSettings server:
                (form.Host, form.Port, form.User) = (server.Host, Said(server.Port), server.User ?? "");
                break;
            case FilesSettings files:
                (form.Paths, form.Exclude, form.FullEvery) = (Text(files.Paths), Text(files.Exclude), files.FullEvery);
                break;
            case KubernetesSettings objects:
                (form.Kinds, form.Namespaces, form.Context) = (Text(objects.Kinds), Text(objects.Namespaces), objects.Context ?? "");
                break;
            case TerraformSettings state:
                (form.Folder, form.Workspace) = (state.Folder, state.Workspace ?? "");
                break;
            case MongoSettings server:
                (form.Host, form.Port, form.User, form.MongoDatabase, form.Oplog) = (server.Host, Said(server.Port), server.User ?? "", server.Database ?? "", server.Oplog);
                break;
            case KeyVaultSettings vault:
                form.Vault = vault.Vault;
                break;
            case CommandSettings command:
                (form.Program, form.Arguments, form.LeastBytes) = (command.Program, Text(command.Arguments), command.LeastBytes);
                break;
        }

        return form;
    }

    // What is no number becomes a port that the policy's check refuses by name.
    private int PortNumber => Port.Trim().Length == 0 ? UsualPort : int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : -1;

    private static string Said(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string? Or(string text) => text.Trim() is { Length: > 0 } said ? said : null;

    private static string Text(IReadOnlyList<string> values) => string.Join('\n', values);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[] Names(string text) => text.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
