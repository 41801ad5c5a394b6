namespace DrConsole.Platform;

/// <summary>Where programs of other people are found.</summary>
internal static class Programs
{
    /// <summary>Directories that are searched, for this process and its children alike.</summary>
    public static string SearchPath { get; } = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/local/bin:/usr/bin:/bin";

    /// <summary>The absolute path of a program.</summary>
    /// <exception cref="RefusedException">It is not on this machine; the message says what to install.</exception>
    public static string Find(string program) => TryFind(program)
        ?? throw new RefusedException("program_missing", $"{program} is not on this machine. Install it (Debian: {PackageOf(program)}) and try again.");

    /// <summary>The absolute path of a program, or null.</summary>
    public static string? TryFind(string program) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(program) ? program : null
        : SearchPath.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string PackageOf(string program) => program switch
    {
        "pg_dump" or "pg_dumpall" or "pg_restore" or "pg_basebackup" or "pg_receivewal" or "psql" => "postgresql-client",
        "mariadb-dump" or "mariadb" => "mariadb-client",
        "redis-cli" or "redis-check-rdb" => "redis-tools",
        "kubectl" => "kubernetes-client",
        _ => program,
    };
}
