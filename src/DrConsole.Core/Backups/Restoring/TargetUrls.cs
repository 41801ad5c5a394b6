using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring;

/// <summary>Reads a target from one line, for the command line: a directory, or a server as <see cref="SourceUrls"/> writes it. Passwords are no part of it.</summary>
public static class TargetUrls
{
    /// <summary>The target that the line describes.</summary>
    /// <param name="database">Name of the restored database; null leaves each its own.</param>
    /// <exception cref="RefusedException">It is none, or an option does not go with it.</exception>
    public static RestoreTarget Parse(string text, string? database, IReadOnlyList<string> only, bool globals, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith('/') || text.StartsWith("file://", StringComparison.Ordinal))
        {
            return database is null && only.Count == 0 && !globals && !overwrite
                ? new FolderTarget(text.StartsWith('/') ? Path.GetFullPath(text) : Uri.UnescapeDataString(text["file://".Length..]))
                : throw Invalid("a directory takes no database, no roles and no replacing");
        }

        return SourceUrls.Parse(text) switch
        {
            PostgresSettings server => new PostgresTarget(server.Host, server.Port, server.User, Name(database, server.Databases)) { SslMode = server.SslMode, Only = only, Globals = globals, Overwrite = overwrite },
            MariaDbSettings server when only.Count == 0 && !overwrite => new MariaDbTarget(server.Host, server.Port, server.User, Name(database, server.Databases)) { Socket = server.Socket, Accounts = globals },
            MariaDbSettings => throw Invalid("on MariaDB nothing is chosen or replaced"),
            _ => throw Invalid("it is a directory, or begins with postgres:// or mariadb://"),
        };
    }

    private static string? Name(string? option, IReadOnlyList<string> path) => (option, path.Count) switch
    {
        (null, 0) => null,
        (null, 1) => path[0],
        ({ } name, 0) => name,
        ({ } name, 1) when name == path[0] => name,
        _ => throw Invalid("it names more than one database. The directory of a socket takes the place of the host and has %2F for each slash, as in postgres://USER@%2Fvar%2Frun%2Fpostgresql"),
    };

    private static RefusedException Invalid(string reason) => new("target_invalid", $"The target cannot be used: {reason}.");
}
