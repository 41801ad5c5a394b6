using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Database;

/// <summary>Registers the database and the door to it.</summary>
public static class DatabaseSetup
{
    private const int Retries = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Adds the context factory and <see cref="AuditedChanges"/>.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, string connectionString) => services
        .AddDbContextFactory<DrDbContext, ConsoleContexts>(options => Configure(options, connectionString))
        .AddSingleton<AuditedChanges>()
        .AddSingleton<IncidentContexts>();

    internal static DbContextOptions<DrDbContext> Options(string connectionString)
    {
        var options = new DbContextOptionsBuilder<DrDbContext>();
        Configure(options, connectionString);
        return options.Options;
    }

    // A lost connection is retried for a moment here; pages go on trying with the same command id and say so meanwhile.
    private static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString, npgsql => npgsql.EnableRetryOnFailure(Retries, LongestPause, errorCodesToAdd: null));
}
