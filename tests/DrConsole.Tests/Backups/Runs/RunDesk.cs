using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Runs;

/// <summary>A console with a policy whose source a test controls, unless it opens a real one, and whose stores are folders.</summary>
internal sealed class RunDesk : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-tests-runs-").FullName;

    private RunDesk(ManualTime? time) => (Time, Source) = (time, new FakeSource(time ?? TimeProvider.System));

    public ManualTime? Time { get; }

    public FakeSource Source { get; }

    public TestConsole Console { get; private set; } = null!;

    public Guid Policy { get; private set; }

    public IReadOnlyList<Guid> Stores { get; private set; } = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<RunDesk> CreateAsync(PostgresServer postgres, int stores = 1, ManualTime? time = null, Func<PolicyDraft, PolicyDraft>? change = null, OpenSource? open = null)
    {
        var desk = new RunDesk(time);
        desk.Console = await TestConsole.CreateAsync(postgres, services =>
        {
            services.AddSingleton(open ?? ((_, _) => desk.Source)).AddSingleton(new ConsoleOptions
            {
                DataFolder = desk._folder, MasterKeyFile = Path.Combine(desk._folder, "master.key"), NodeId = "node-1",
            });
            if (time is not null)
            {
                services.AddSingleton<TimeProvider>(time).AddSingleton(new LeaseOptions(TimeSpan.FromDays(1), TimeSpan.FromHours(1))); // a test's clock runs faster than its database answers
            }
        });
        await desk.Console.Get<KeyCommands>().CreateAsync(desk.Console.Admin, TestConsole.NewId(), PolicySamples.Category, Ct);
        var ids = new List<Guid>();
        for (var number = 0; number < stores; number++)
        {
            Directory.CreateDirectory(desk.StorePath(number));
            ids.Add(await PolicySamples.AddStoreAsync(desk.Console, $"store {number}", folder: desk.StorePath(number)));
        }

        desk.Stores = ids;
        var draft = PolicySamples.Draft(ids[0]) with { StoreIds = ids };
        desk.Policy = (await desk.Console.Get<PolicyCommands>().CreateAsync(desk.Console.Admin, TestConsole.NewId(), change?.Invoke(draft) ?? draft, Ct)).Id;
        return desk;
    }

    public string DataFolder => _folder;

    public string StorePath(int number) => Path.Combine(_folder, $"store-{number}");

    /// <summary>Files below the backups of a store, by name.</summary>
    public IReadOnlyList<string> Files(int store = 0) => Directory.Exists(StorePath(store))
        ? [.. Directory.EnumerateFiles(StorePath(store), "*", SearchOption.AllDirectories).Where(file => file.Contains("/drc/v1/b/", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
        : [];

    public int Manifests(int store = 0) => Files(store).Count(file => file == "manifest.json");

    public Task<Guid> StartAsync() => Console.Get<RunCommands>().StartAsync(Console.Admin, TestConsole.NewId(), Policy, RunTrigger.Demand, Ct);

    public Task<bool> WorkAsync(CancellationToken? stop = null) => Console.Get<BackupRunner>().RunNextAsync(stop ?? Ct);

    public Task<BackupRun> RunAsync(Guid id) => Console.ReadAsync(db => db.BackupRuns.AsNoTracking().SingleAsync(run => run.Id == id, Ct));

    public Task<List<DrConsole.Backups.Backup>> BackupsAsync() => Console.ReadAsync(db => db.Backups.AsNoTracking().Include(backup => backup.Copies).OrderBy(backup => backup.StartedAt).ToListAsync(Ct));

    /// <summary>What a node leaves that was killed, as soon as its lease has run out.</summary>
    public Task ExpireAsync() => Console.Database.ExecuteAsOwnerAsync("UPDATE backup_run SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'Running'");

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
