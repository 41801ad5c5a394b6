namespace DrConsole.Platform;

/// <summary>What this process is told by its environment; docs/configuration.md lists every variable.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Holds the master key, lists of files between runs, and scratch servers.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The key that seals secrets in the database.</summary>
    public required string MasterKeyFile { get; init; }

    /// <summary>Programs that a policy of kind <c>command</c> may run; none by default.</summary>
    public IReadOnlyList<string> AllowedCommands { get; init; } = [];

    /// <summary>This process among the console's nodes.</summary>
    public required string NodeId { get; init; }

    /// <summary>What sources must remember between runs.</summary>
    public string StateFolder => Path.Combine(DataFolder, "state");

    /// <summary>Short-lived servers of restore tests.</summary>
    public string ScratchFolder => Path.Combine(DataFolder, "scratch");

    /// <summary>What this node shows while the database is away.</summary>
    public string SnapshotFolder => Path.Combine(DataFolder, "snapshots");

    /// <summary>What this node keeps for the database while that is away.</summary>
    public string JournalFolder => Path.Combine(DataFolder, "journal");

    /// <summary>Reads the environment.</summary>
    public static ConsoleOptions FromEnvironment()
    {
        var data = Path.GetFullPath(Value("DRCONSOLE_DATA") ?? ".drconsole");
        return new()
        {
            DataFolder = data,
            MasterKeyFile = Path.GetFullPath(Value("DRCONSOLE_MASTER_KEY_FILE") ?? Path.Combine(data, "keys", "master.key")),
            AllowedCommands = (Value("DRCONSOLE_ALLOWED_COMMANDS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
            NodeId = Value("DRCONSOLE_NODE") ?? $"{Environment.MachineName}:{Environment.ProcessId}",
        };
    }

    private static string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
