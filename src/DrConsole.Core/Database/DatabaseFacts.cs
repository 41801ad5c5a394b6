using Microsoft.EntityFrameworkCore;

namespace DrConsole.Database;

/// <summary>Reads what the database says about itself.</summary>
public sealed class DatabaseFacts(IDbContextFactory<DrDbContext> contexts)
{
    /// <summary>Server, role, ownership of the evidence, and the schema's state.</summary>
    public async Task<DatabaseReport> ReadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);

        // A role that owns the table, is a member of its owner, or is a superuser can switch its triggers off: pg_has_role says yes to all three.
        var server = await db.Database.SqlQuery<Server>(
            $"""
            SELECT current_setting('server_version') AS "Version", current_database()::text AS "DatabaseName", current_user::text AS "RoleName",
                   (SELECT pg_has_role(current_user, tableowner, 'MEMBER') FROM pg_tables WHERE schemaname = 'public' AND tablename = 'audit_entry') AS "OwnsEvidence",
                   has_table_privilege('public.audit_entry', 'UPDATE, DELETE, TRUNCATE') AS "MayChangeEvidence"
            """).SingleAsync(ct);
        return new(
            server.Version, server.DatabaseName, server.RoleName, server.OwnsEvidence ?? true, server.MayChangeEvidence,
            [.. await db.Database.GetAppliedMigrationsAsync(ct)], [.. await db.Database.GetPendingMigrationsAsync(ct)]);
    }

    private sealed record Server(string Version, string DatabaseName, string RoleName, bool? OwnsEvidence, bool MayChangeEvidence);
}

/// <summary>The database's own particulars.</summary>
/// <param name="OwnsEvidence">True when the console's role could switch off the triggers that protect audit entries.</param>
/// <param name="MayChangeEvidence">True when only the triggers stop the console's role from changing audit entries.</param>
public sealed record DatabaseReport(
    string ServerVersion, string DatabaseName, string RoleName, bool OwnsEvidence, bool MayChangeEvidence,
    IReadOnlyList<string> AppliedMigrations, IReadOnlyList<string> PendingMigrations);
