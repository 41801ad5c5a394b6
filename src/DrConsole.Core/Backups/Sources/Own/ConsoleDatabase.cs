using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Sources.Own;

/// <summary>What the console itself consists of: its database, and the master key without which the secrets in it stay shut.</summary>
public sealed record ConsoleDatabase(string ConnectionString, MasterKey MasterKey)
{
    /// <summary>Name of the master key's stream in a backup of the console.</summary>
    public const string MasterKeyStream = "master.key";

    /// <summary>The database as a source: no roles, because a restored console makes its own.</summary>
    internal (PostgresSettings Settings, SourceSecrets Secrets) AsSource()
    {
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
        var settings = new PostgresSettings(connection.Host ?? "localhost", connection.Port, connection.Username ?? Environment.UserName, [connection.Database ?? connection.Username ?? "drconsole"])
        {
            Globals = false, SslMode = connection.SslMode.ToString().ToLowerInvariant() switch { "verifyca" => "verify-ca", "verifyfull" => "verify-full", var mode => mode },
        };
        return (settings, new(connection.Password is { Length: > 0 } password ? new SecretText(password) : null));
    }
}
