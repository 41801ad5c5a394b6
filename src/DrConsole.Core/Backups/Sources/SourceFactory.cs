using DrConsole.Backups.Sources.Own;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>Makes the source that settings describe.</summary>
/// <param name="own">The console's own database; null in a process that has none, such as the command line with nothing but a bucket.</param>
public sealed class SourceFactory(ConsoleDatabase? own = null)
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
            ConsoleSettings when own is { } console && console.AsSource() is var (database, password) => new ConsoleSource(Create(database, password), console.MasterKey),
            _ => throw new RefusedException("source_unknown", $"A source of kind {settings.Kind} cannot be backed up by this version."),
        };
    }
}
