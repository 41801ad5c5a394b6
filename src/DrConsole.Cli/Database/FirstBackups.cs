using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Demonstration;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Verification;
using Npgsql;

namespace DrConsole.Cli.Database;

/// <summary>What a new console backs up from its first start: itself, and the demonstration's database.</summary>
internal sealed class FirstBackups(CoreServices core, DirectoryInfo data)
{
    private const string LocalStore = "This machine";
    private const string ConfiguredStore = "Configured store";
    private const string DemonstrationSource = "orders-database";

    /// <summary>Keys, a first store, and the policy of the console itself, with a first run that the web server takes when it starts.</summary>
    public async Task EnsureOwnAsync(CancellationToken ct)
    {
        await core.Get<KeyCommands>().EnsureFirstKeysAsync(ct);
        if (await core.Get<OwnPolicy>().EnsureAsync(core.Operator, await EnsureStoresAsync(ct), ct) is { } made)
        {
            await StartAsync(made, ct);
        }
    }

    /// <summary>The demonstration's database and its policy, with a first run that the web server takes when it starts. False where it cannot be made.</summary>
    public async Task<bool> EnsureDemonstrationAsync(CancellationToken ct)
    {
        var application = new NpgsqlConnectionStringBuilder(Connection.Application());
        if (application.Host is null || application.Username is null || !await DemonstrationDatabase.EnsureAsync(Connection.Owner(), application.Username, ct))
        {
            return false;
        }

        var policies = core.Get<PolicyCommands>();
        var settings = new PostgresSettings(application.Host, application.Port, application.Username, [DemonstrationDatabase.Name]) { Globals = false };
        if ((await core.Get<IPolicyQueries>().ListAsync(ct)).FirstOrDefault(policy => policy.Source == DemonstrationSource) is { } existing)
        {
            await FollowAsync(policies, existing.Id, settings, ct); // the private PostgreSQL's socket may have moved
            return false;
        }

        var made = await policies.CreateAsync(core.Operator, core.NewCommandId(), Draft(settings, await EnsureStoresAsync(ct)) with { Password = PasswordOf(application) }, ct);
        await StartAsync(made.Id, ct);
        return true;
    }

    private Task<Guid> StartAsync(Guid policyId, CancellationToken ct) => core.Get<RunCommands>().StartAsync(core.Operator, core.NewCommandId(), policyId, RunTrigger.Demand, ct);

    private async Task FollowAsync(PolicyCommands policies, Guid policyId, PostgresSettings settings, CancellationToken ct)
    {
        var detail = await core.Get<IPolicyQueries>().FindAsync(policyId, ct);
        if (detail is { Draft.Settings: PostgresSettings before } && before.Host.StartsWith('/') && before.Host != settings.Host)
        {
            await policies.ChangeAsync(core.Operator, core.NewCommandId(), policyId, detail.Draft with { Settings = before with { Host = settings.Host } }, seenVersion: null, ct);
        }
    }

    // A copy on the same disk is no protection, and the overview says so until a store at another site is added.
    private async Task<IReadOnlyList<Guid>> EnsureStoresAsync(CancellationToken ct)
    {
        var known = await core.Get<IStoreQueries>().ListAsync(ct);
        var stores = new List<Guid> { known.FirstOrDefault(store => store.Name == LocalStore)?.Id ?? await AddLocalAsync(ct) };
        if (Environment.GetEnvironmentVariable("DRCONSOLE_STORE") is { Length: > 0 } url)
        {
            stores.Add(known.FirstOrDefault(store => store.Name == ConfiguredStore)?.Id ?? await AddAsync(new(ConfiguredStore, url)
            {
                AccessKeyId = Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID"),
                Secret = Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") is { Length: > 0 } secret ? new SecretText(secret) : null,
            }, ct));
        }

        return stores;
    }

    private Task<Guid> AddLocalAsync(CancellationToken ct)
    {
        var folder = data.CreateSubdirectory("store");
        return AddAsync(new(LocalStore, new FolderAddress(folder.FullName).Url) { Site = LocalStore }, ct);
    }

    private Task<Guid> AddAsync(StoreWish wish, CancellationToken ct) => core.Get<StoreCommands>().CreateAsync(core.Operator, core.NewCommandId(), wish, ct);

    private static SecretText? PasswordOf(NpgsqlConnectionStringBuilder connection) => connection.Password is { Length: > 0 } password ? new(password) : null;

    // Every ten minutes and each proved by a restore: the plan promises to lose no more than fifteen minutes.
    private static PolicyDraft Draft(PostgresSettings settings, IReadOnlyList<Guid> stores) => new()
    {
        Name = "Orders database", Source = DemonstrationSource, SystemName = "Orders database", Settings = settings, KeyCategory = KeyNames.Default, StoreIds = stores,
        Cron = "*/10 * * * *", Retention = [new(RetentionKind.Count, 18), new(RetentionKind.Daily, 7), new(RetentionKind.Weekly, 4), new(RetentionKind.Monthly, 12), new(RetentionKind.Yearly, 5)],
        VerifyLevel = VerificationLevel.Content, RestoreTestDays = 1, RpoMinutes = 15, RtoMinutes = 60,
        Checks = [new("There are bookings", DemonstrationDatabase.Name, "SELECT count(*) > 0 FROM booking", "t")],
    };
}
