using DrConsole.Access;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Incidents.Journal;

/// <summary>An open incident on a PostgreSQL of its own, which a test can stop, and nodes on one data folder.</summary>
internal sealed class AwayBench : IAsyncLifetime
{
    private readonly ScratchFolder _data = new();
    private readonly List<ServiceProvider> _nodes = [];

    public PostgresServer Postgres { get; } = new();

    public TestConsole Console { get; private set; } = default!;

    public Guid Incident { get; private set; }

    public string Data => _data.Path;

    public string Folder => Path.Combine(Data, "journal");

    public IncidentActs Acts => Console.Get<IncidentActs>();

    public IncidentJournal Journal => Console.Get<IncidentJournal>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static ItemAct Tick(BoardItem item) => new(item.Id, item.Text, ItemState.Done, null, item.Revision);

    public async ValueTask InitializeAsync()
    {
        Console = await TestConsole.CreateAsync(Postgres, services => services.AddSingleton(Options("node-1")));
        Incident = await Console.DeclareAsync();
        await Console.Get<IncidentSnapshots>().RefreshAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await Postgres.StartAsync(); // the console's database is dropped
        await Console.DisposeAsync();
        await Postgres.DisposeAsync();
        _data.Dispose();
    }

    public Task DoAsync(Actor actor, IncidentAct act) => Acts.DoAsync(actor, mayRun: true, TestConsole.NewId(), Incident, act, Ct);

    public Task MergeAsync() => Console.Get<JournalMerge>().MergeAsync(Ct);

    public ConsoleOptions Options(string node) => new() { DataFolder = Data, MasterKeyFile = Path.Combine(Data, "master.key"), NodeId = node };

    /// <summary>Another node on the same data folder and database.</summary>
    public ServiceProvider Node(string name)
    {
        var node = new ServiceCollection().AddLogging().AddSingleton(Options(name)).AddCore(Console.Database.AppConnectionString).BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }
}
