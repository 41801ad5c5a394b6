using DrConsole.Backups.Restoring.Files;
using DrConsole.Backups.Restoring.MariaDb;
using DrConsole.Backups.Restoring.Postgres;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring;

/// <summary>Makes what puts a backup into a target.</summary>
public sealed class RestoreSinks
{
    /// <summary>The sink of a target, which nothing has looked at yet.</summary>
    /// <param name="password">The target's own; no other secret reaches its programs.</param>
    /// <exception cref="RefusedException">This process cannot restore into such a target.</exception>
    public IRestoreSink Create(RestoreTarget target, SecretText? password)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target switch
        {
            PostgresTarget postgres => new PostgresSink(postgres, new(postgres.Host, postgres.Port, postgres.User, postgres.SslMode, password), PostgresTools.Folders),
            MariaDbTarget mariaDb => new MariaDbSink(mariaDb, new(mariaDb.Host, mariaDb.Port, mariaDb.User, mariaDb.Socket, password)),
            FolderTarget folder => new FolderSink(folder.Folder),
            _ => throw new RefusedException("target_unknown", $"A target of kind {RestoreTargets.KindOf(target)} is not restored to by this version."),
        };
    }
}
