using DrConsole.Backups.Sources.Files;
using DrConsole.Backups.Sources.MariaDb;
using DrConsole.Backups.Sources.Own;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Backups.Sources.Redis;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>Makes the source that settings describe.</summary>
/// <param name="own">The console's own database; null in a process that has none, such as the command line with nothing but a bucket.</param>
/// <param name="clock">For sources that have no clock of their own.</param>
public sealed class SourceFactory(ConsoleDatabase? own = null, TimeProvider? clock = null)
{
    /// <summary>The source, not yet looked at.</summary>
    /// <exception cref="RefusedException">This process has no such source.</exception>
    public IBackupSource Create(SourceSettings settings, SourceSecrets secrets)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(secrets);
        return settings switch
        {
            PostgresSettings postgres => new PostgresLogicalSource(
                postgres, new(postgres.Host, postgres.Port, postgres.User, postgres.SslMode, secrets.Password), PostgresTools.Folders),
            MariaDbSettings mariaDb => new MariaDbSource(mariaDb, new(mariaDb.Host, mariaDb.Port, mariaDb.User, mariaDb.Socket, secrets.Password)),
            RedisSettings redis => new RedisSource(new(redis.Host, redis.Port, redis.User, secrets.Password)),
            FilesSettings files => new FilesSource(files, clock ?? TimeProvider.System),
            ConsoleSettings when own is { } console && console.AsSource() is var (database, password) => new ConsoleSource(Create(database, password), console.MasterKey),
            _ => throw new RefusedException("source_unknown", $"A source of kind {settings.Kind} cannot be backed up by this version."),
        };
    }
}
