using DrConsole.Access;
using DrConsole.Database;
using DrConsole.Incidents;
using DrConsole.Plans;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DrConsole.Tests.Support;

/// <summary>The core on a database of its own, with one person per role.</summary>
public sealed class TestConsole : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, Actor> _people = new(StringComparer.Ordinal);

    private TestConsole(TestDatabase database, Action<IServiceCollection>? configure)
    {
        Database = database;
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)).AddCore(database.AppConnectionString)
            .AddSingleton<IStepUp, KnownPassword>();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public TestDatabase Database { get; }

    public Actor Responder => _people[Role.Responder];

    public Actor Commander => _people[Role.Commander];

    public Actor Admin => _people[Role.Admin];

    public Actor Manager => _people[Role.Manager];

    public Actor Auditor => _people[Role.Auditor];

    public AuditedChanges Changes => Get<AuditedChanges>();

    public IncidentCommands Desk => Get<IncidentCommands>();

    public IIncidentQueries Incidents => Get<IIncidentQueries>();

    public PlanCommands Plans => Get<PlanCommands>();

    public AccessCommands AccessDesk => Get<AccessCommands>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<TestConsole> CreateAsync(PostgresServer postgres, Action<IServiceCollection>? configure = null)
    {
        var console = new TestConsole(await postgres.CreateDatabaseAsync(), configure);
        foreach (var role in Role.All)
        {
            var name = $"The {role}";
            var id = await console.AccessDesk.CreateUserAsync(Actor.Operator("test"), NewId(), $"the-{role}", name, "no-password", [role], Ct);
            console._people[role] = new(ActorKind.User, id, name);
        }

        return console;
    }

    public static Guid NewId() => Guid.CreateVersion7();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Reads as the application.</summary>
    public async Task<T> ReadAsync<T>(Func<DrDbContext, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<DrDbContext>>().CreateDbContextAsync(Ct);
        return await read(db);
    }

    /// <summary>Publishes a small plan and returns its version. The console itself does it, which needs no second person.</summary>
    public async Task<Guid> PublishPlanAsync(string? text = null, Guid? planId = null) =>
        await Plans.PublishAsync(Actor.Demonstration, NewId(), await DraftAsync(text, planId), "for a test", Ct);

    /// <summary>Makes a draft in the name of the admin and returns its id.</summary>
    public Task<Guid> DraftAsync(string? text = null, Guid? planId = null) =>
        Plans.ImportAsync(Admin, NewId(), "plan.md", text ?? SmallPlan.Text, Ct, planId);

    /// <summary>Declares an incident from the small plan's scenario.</summary>
    public async Task<Guid> DeclareAsync(IncidentKind kind = IncidentKind.Drill)
    {
        var version = await PublishPlanAsync();
        var scenario = (await Get<IPlanQueries>().ScenariosAsync(Ct)).First(choice => choice.PlanVersionId == version);
        return await Desk.DeclareAsync(Commander, NewId(), new("Ledger lost", kind, version, scenario.ScenarioKey, null), Ct);
    }

    /// <summary>The incident's items in the order of the page.</summary>
    public async Task<IReadOnlyList<BoardItem>> ItemsAsync(Guid incident) =>
        [.. (await Incidents.BoardAsync(incident, Ct))!.Checklists.SelectMany(list => list.Items)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
