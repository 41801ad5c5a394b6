using System.Globalization;
using System.Net.Sockets;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>A way to a PostgreSQL server, for the console's own queries and for PostgreSQL's programs alike.</summary>
/// <param name="Host">Name, address, or directory of the Unix socket.</param>
internal sealed record PostgresLink(string Host, int Port, string User, string SslMode, SecretText? Password)
{
    private const int ConnectSeconds = 15;

    /// <summary>System certificates: both libpq and the console's own connections trust these.</summary>
    private const string SystemAuthorities = "/etc/ssl/certs/ca-certificates.crt";

    /// <summary>Where it is, without secrets.</summary>
    public string Endpoint => Host.StartsWith('/') ? $"{Host}/.s.PGSQL.{Port.ToString(CultureInfo.InvariantCulture)}" : $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Opens a connection of its own, never a pooled one: its settings and snapshots are nobody else's.</summary>
    /// <exception cref="RefusedException">The server does not let us in; the message names cause and cure.</exception>
    public async Task<NpgsqlConnection> ConnectAsync(string database, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(ConnectionString(database));
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException or ArgumentException)
        {
            await connection.DisposeAsync();
            throw new RefusedException("postgres_unreachable", $"PostgreSQL at {Endpoint}, database {database}, role {User}: {Cause(failure)}");
        }
    }

    /// <summary>Variables for PostgreSQL's programs; the password lies in a 0600 file.</summary>
    /// <param name="secrets">Where the file is written, once per folder.</param>
    public IReadOnlyDictionary<string, string> ToolEnvironment(PrivateFolder secrets)
    {
        var passFile = Path.Combine(secrets.Path, "pgpass");
        if (Password is { } password && !File.Exists(passFile))
        {
            secrets.Write("pgpass", PassFileLine(password));
        }

        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PGPASSFILE"] = passFile, // even where there is no password: whoever runs the console may have one of their own at home
            ["PGSSLMODE"] = SslMode,
            ["PGSSLROOTCERT"] = SystemAuthorities,
            ["PGCONNECT_TIMEOUT"] = ConnectSeconds.ToString(CultureInfo.InvariantCulture),
            ["PGAPPNAME"] = "drconsole",
            ["PGOPTIONS"] = "",
        };
    }

    /// <summary>Arguments that lead a program to the server, and to no prompt.</summary>
    public IReadOnlyList<string> ToolArguments(string database) =>
    [
        "--no-password", "--host", Host, "--port", Port.ToString(CultureInfo.InvariantCulture), "--username", User,
        "--dbname", Conninfo(database),
    ];

    /// <summary>A database's name for a program: one with '=' would be read as a connection string, so each is given as one.</summary>
    public static string Conninfo(string database) => $"dbname='{database.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    // One line for this server alone: no host or database name needs to match its form here and in libpq (socket directories do not).
    private static string PassFileLine(SecretText password)
    {
        var text = password.Reveal();
        return text.IndexOfAny(['\n', '\r', '\0']) < 0
            ? $"*:*:*:*:{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(":", @"\:", StringComparison.Ordinal)}\n"
            : throw new RefusedException("password_multiline", "A password with a line break cannot be handed to PostgreSQL's programs: set another one for this role.");
    }

    private static string Cause(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } => "the password is wrong. Enter it again.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } refusal =>
            $"the server refuses this role from here ({refusal.MessageText}). Allow it in pg_hba.conf, or give the password.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "there is no such database. Mend its name.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "the server has no connection left. Raise max_connections or try later.",
        PostgresException other => $"{other.MessageText}.",
        NpgsqlException { InnerException: SocketException socket } => $"{socket.Message}. Is the server running, and does the network let us through?",
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => "no answer in time. Is the server running, and does the network let us through?",
        _ when failure.Message.Contains("No password has been provided", StringComparison.Ordinal) => "the server wants a password and none is set.",
        _ => failure.Message,
    };

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = User,
        Password = Password?.Reveal(),
        Passfile = "/nonexistent", // ours alone, as for the programs
        Database = database,
        SslMode = Enum.TryParse<SslMode>(SslMode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode)
            ? mode
            : throw new RefusedException("sslmode_unknown", $"sslmode {SslMode} is none of disable, allow, prefer, require, verify-ca, verify-full."),
        ApplicationName = "drconsole",
        Pooling = false,
        Timeout = ConnectSeconds,
        CommandTimeout = 0, // statements are ended by cancellation: a fingerprint of a large table takes as long as it takes
        KeepAlive = 30,
        IncludeErrorDetail = false,
    }.ConnectionString;
}
