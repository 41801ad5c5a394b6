using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DrConsole.Database;

/// <summary>
/// Opens contexts from one of two pools of connections: background work (<see cref="Rounds"/>) has its own. However many connections backups,
/// proofs and retention hold, or wait for, they take none of those on which people declare and run incidents.
/// </summary>
internal sealed class ConsoleContexts(DbContextOptions<DrDbContext> options) : IDbContextFactory<DrDbContext>
{
    /// <summary>Most connections of background work; fewer when the connection string's own limit is lower.</summary>
    public const int MostForWork = 30;

    private readonly Lazy<string> _workConnection = new(() => ForWork(options));

    /// <inheritdoc/>
    public DrDbContext CreateDbContext()
    {
        var context = new DrDbContext(options);
        if (Rounds.IsInRound)
        {
            context.Database.SetConnectionString(_workConnection.Value);
        }

        return context;
    }

    // Another connection string is another pool; the name also tells a database administrator who holds what.
    private static string ForWork(DbContextOptions<DrDbContext> options)
    {
        using var context = new DrDbContext(options);
        var connection = new NpgsqlConnectionStringBuilder(context.Database.GetConnectionString());
        connection.MaxPoolSize = Math.Min(connection.MaxPoolSize, MostForWork);
        connection.MinPoolSize = Math.Min(connection.MinPoolSize, connection.MaxPoolSize);
        connection.ApplicationName = $"{connection.ApplicationName ?? "DR Console"} (background)";
        return connection.ConnectionString;
    }
}
