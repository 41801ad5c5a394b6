using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Policies;

/// <summary>A console with a store and a key, and policies to choose from.</summary>
internal static class PolicySamples
{
    public const string Category = "customer data";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Guid> AddStoreAsync(TestConsole console, string name = "cellar", StoreFacts? facts = null, string? folder = null)
    {
        var id = TestConsole.NewId();
        var address = new FolderAddress(folder ?? $"/tmp/drconsole-tests-no-such-folder/{id:N}");
        await WriteAsync(console, db => db.Stores.Add(new()
        {
            Id = id, Name = name, Url = address.Url, Facts = facts is null ? null : PolicyJson.Text(facts), CreatedAt = DateTimeOffset.UnixEpoch,
        }));
        return id;
    }

    public static Task AddKeyAsync(TestConsole console, string recipient = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", string category = Category) =>
        WriteAsync(console, db => db.EncryptionKeys.Add(new() { Id = TestConsole.NewId(), Category = category, Recipient = recipient, CreatedAt = DateTimeOffset.UnixEpoch, CreatedByName = "test" }));

    public static PolicyDraft Draft(Guid store, string name = "Orders database") => new()
    {
        Name = name, Settings = new PostgresSettings("db.internal", 5432, "backup", ["orders"]), Cron = "0 2 * * *", Retention = [new(RetentionKind.Daily, 7)], KeyCategory = Category,
        StoreIds = [store], RestoreTestDays = 7,
    };

    /// <summary>A policy that can be saved, with its store and its key.</summary>
    public static async Task<Guid> AddPolicyAsync(TestConsole console, Func<PolicyDraft, PolicyDraft>? change = null)
    {
        var store = await AddStoreAsync(console);
        await AddKeyAsync(console);
        var draft = Draft(store);
        return (await console.Get<PolicyCommands>().CreateAsync(console.Admin, TestConsole.NewId(), change?.Invoke(draft) ?? draft, Ct)).Id;
    }

    public static async Task WriteAsync(TestConsole console, Action<DrConsole.Database.DrDbContext> write)
    {
        await using var db = await console.Get<IDbContextFactory<DrConsole.Database.DrDbContext>>().CreateDbContextAsync(Ct);
        write(db);
        await db.SaveChangesAsync(Ct);
    }

    /// <summary>What the console's chain says was done, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> ActionsAsync(TestConsole console, string prefix) =>
        [.. (await console.ReadAsync(db => db.AuditEntries.AsNoTracking().Where(entry => entry.Chain == "console").OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync(Ct)))
            .Where(action => action.StartsWith(prefix, StringComparison.Ordinal))];
}
