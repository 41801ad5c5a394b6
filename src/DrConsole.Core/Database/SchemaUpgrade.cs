using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DrConsole.Database;

/// <summary>Brings the database to this version's schema, as its owner, and gives the application's role what it needs and no more.</summary>
public static class SchemaUpgrade
{
    // The application may add evidence and never change it; everything else it may change, but it owns nothing. It reads all: it backs itself up.
    private const string Grants =
        """
        GRANT USAGE ON SCHEMA public TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, plan_version, custody_entry, deletion_receipt FROM {role};
        REVOKE DELETE, TRUNCATE ON audit_chain, command_receipt FROM {role};
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "__EFMigrationsHistory" FROM {role};
        GRANT USAGE ON SCHEMA quartz TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA quartz TO {role};
        """;

    /// <summary>Applies all migrations and grants. Safe to repeat, and safe when two nodes start at once (EF Core locks).</summary>
    /// <param name="ownerConnection">Connection string of the owner.</param>
    /// <param name="applicationConnection">Connection string of the application; the same as the owner's where only one role is to be had.</param>
    public static async Task ApplyAsync(string ownerConnection, string applicationConnection, CancellationToken ct)
    {
        await using var db = new DrDbContext(DatabaseSetup.Options(ownerConnection));
        await db.Database.MigrateAsync(ct);
        var (owner, application) = (User(ownerConnection), User(applicationConnection));
        if (!string.Equals(owner, application, StringComparison.Ordinal))
        {
            var quoted = '"' + application.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
            await db.Database.ExecuteSqlRawAsync(Grants.Replace("{role}", quoted, StringComparison.Ordinal), ct);
        }
    }

    private static string User(string connection) =>
        new NpgsqlConnectionStringBuilder(connection).Username
        ?? throw new RefusedException("connection_without_user", "The connection string names no user: add Username=… to it.");
}
