using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DrConsole.Database;

/// <summary>
/// Opens contexts from one of two pools of connections: background work (<see cref="Rounds"/>) has its own. However many connections backups,
/// proofs and retention hold, or wait for, they take none of those on which people work.
/// </summary>
internal sealed class ConsoleContexts(DbContextOptions<DrDbContext> options) : IDbContextFactory<DrDbContext>
{
    /// <summary>Most connections of background work; fewer when the connection string's own limit is lower.</summary>
    public const int MostForWork = 30;

    private readonly Lazy<string> _workConnection = new(() => ConnectionPool.Of(options, "background", MostForWork));

    /// <inheritdoc/>
    public DrDbContext CreateDbContext() => Rounds.IsInRound ? ConnectionPool.Open(options, _workConnection.Value) : new(options);
}

/// <summary>Opens contexts from a pool of connections that only incidents use: whatever other pages and programs hold, a step can be ticked and read.</summary>
internal sealed class IncidentContexts(DbContextOptions<DrDbContext> options) : IDbContextFactory<DrDbContext>
{
    /// <summary>Most connections of incidents; fewer when the connection string's own limit is lower.</summary>
    public const int Most = 20;

    private readonly Lazy<string> _connection = new(() => ConnectionPool.Of(options, "incidents", Most));

    /// <inheritdoc/>
    public DrDbContext CreateDbContext() => ConnectionPool.Open(options, _connection.Value);
}

/// <summary>Pools of connections beside the usual one.</summary>
file static class ConnectionPool
{
    // Another connection string is another pool; the name also tells a database administrator who holds what.
    public static string Of(DbContextOptions<DrDbContext> options, string use, int most)
    {
        using var context = new DrDbContext(options);
        var connection = new NpgsqlConnectionStringBuilder(context.Database.GetConnectionString());
        connection.MaxPoolSize = Math.Min(connection.MaxPoolSize, most);
        connection.MinPoolSize = Math.Min(connection.MinPoolSize, connection.MaxPoolSize);
        connection.ApplicationName = $"{connection.ApplicationName ?? "DR Console"} ({use})";
        return connection.ConnectionString;
    }

    public static DrDbContext Open(DbContextOptions<DrDbContext> options, string connection)
    {
        var context = new DrDbContext(options);
        context.Database.SetConnectionString(connection);
        return context;
    }
}
