using DrConsole.Database;
using DrConsole.Incidents;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DrConsole.Tests.Database;

/// <summary>Background work that holds connections and does not give them back.</summary>
public sealed class CrowdedDatabaseTests(PostgresServer postgres)
{
    private const int Most = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_background_work_holds_every_connection_that_it_may_have_an_incident_goes_on()
    {
        await using var console = await ConsoleAsync();
        var incident = await console.DeclareAsync();
        var item = (await console.ItemsAsync(incident))[0];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var refused = new TaskCompletionSource<Exception>();

        var work = new Rounds(TimeProvider.System, NullLogger<Rounds>.Instance).RepeatAsync("Holding connections", TimeSpan.FromHours(1), ct => HoldAsync(console, refused, ct), end.Token);
        await refused.Task.WaitAsync(TimeSpan.FromMinutes(2), Ct);

        Assert.Equal(1, await console.Desk.MoveItemAsync(console.Responder, TestConsole.NewId(), incident, item.Id, ItemState.Done, null, item.Revision, Ct));
        Assert.Equal(ItemState.Done, (await console.ItemsAsync(incident))[0].State);
        await end.CancelAsync();
        await work;
    }

    [Fact]
    public async Task While_other_pages_hold_every_connection_of_people_an_incident_goes_on()
    {
        await using var console = await ConsoleAsync();
        var incident = await console.DeclareAsync();
        var item = (await console.ItemsAsync(incident))[0];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var refused = new TaskCompletionSource<Exception>();
        var pages = HoldAsync(console, refused, end.Token);
        await refused.Task.WaitAsync(TimeSpan.FromMinutes(2), Ct);

        Assert.Equal(1, await console.Desk.MoveItemAsync(console.Responder, TestConsole.NewId(), incident, item.Id, ItemState.Done, null, item.Revision, Ct));
        Assert.Equal(ItemState.Done, (await console.ItemsAsync(incident))[0].State);
        await end.CancelAsync();
        await Attempt.Async(() => pages);
    }

    // Each of its pools has three connections, and says so soon.
    private Task<TestConsole> ConsoleAsync() => TestConsole.CreateAsync(postgres, services => services.ConfigureDbContext<DrDbContext>(options => options.UseNpgsql(
        new NpgsqlConnectionStringBuilder(RelationalOptionsExtension.Extract(options.Options).ConnectionString) { MaxPoolSize = Most, Timeout = 1 }.ConnectionString)));

    // Takes connections until there is none left, and keeps them.
    private static async Task<bool> HoldAsync(TestConsole console, TaskCompletionSource<Exception> refused, CancellationToken ct)
    {
        var contexts = console.Get<IDbContextFactory<DrDbContext>>();
        for (var held = 0; ; held++)
        {
            var db = await contexts.CreateDbContextAsync(ct);
            try
            {
                await db.Database.GetDbConnection().OpenAsync(ct);
            }
            catch (NpgsqlException exhausted)
            {
                Assert.Equal(Most, held);
                refused.SetResult(exhausted);
                await Task.Delay(Timeout.Infinite, ct);
            }
        }
    }
}
