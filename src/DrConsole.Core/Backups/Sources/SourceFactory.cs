using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>Makes the source that settings describe.</summary>
public sealed class SourceFactory
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
            _ => throw new RefusedException("source_unknown", $"A source of kind {settings.Kind} cannot be backed up by this version."),
        };
    }
}
