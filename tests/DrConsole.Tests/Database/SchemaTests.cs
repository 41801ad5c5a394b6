using DrConsole.Database;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DrConsole.Tests.Database;

public sealed class SchemaTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_migrations_say_all_that_the_model_says()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var db = new DrDbContext(DatabaseSetup.Options(database.OwnerConnectionString));

        Assert.False(db.Database.HasPendingModelChanges(), "The model has changes without a migration: see migrations/README.md.");
    }

    [Fact]
    public async Task Each_migration_applies_to_a_filled_database()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await using var db = new DrDbContext(DatabaseSetup.Options(database.OwnerConnectionString));
        var migrator = db.GetService<IMigrator>();
        var first = true;
        foreach (var migration in db.Database.GetMigrations())
        {
            await migrator.MigrateAsync(migration, Ct);
            if (first)
            {
                await database.ExecuteAsOwnerAsync(FilledDatabase.Sql);
                first = false;
            }
        }

        Assert.Equal(1, await db.AuditEntries.CountAsync(Ct));
        Assert.Equal("Old plan", await db.PlanVersions.Select(version => version.Title).SingleAsync(Ct));
    }

    [Fact]
    public async Task Upgrading_twice_changes_nothing()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        await SchemaUpgrade.ApplyAsync(database.OwnerConnectionString, database.AppConnectionString, Ct);
        await SchemaUpgrade.ApplyAsync(database.OwnerConnectionString, database.AppConnectionString, Ct);

        await using var db = new DrDbContext(DatabaseSetup.Options(database.AppConnectionString));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Ct));
    }
}
