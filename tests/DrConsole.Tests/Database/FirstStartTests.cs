using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Database;

/// <summary>The real <c>prepare</c>, as the script calls it at each start. The server is this class's own, for the demonstration makes a database on it.</summary>
public sealed class FirstStartTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private readonly ScratchFolder _folder = new();
    private TestConsole _console = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _console = await TestConsole.CreateAsync(_postgres);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_first_start_orders_a_backup_of_the_console_and_one_of_the_demonstration_and_a_later_start_orders_none()
    {
        await PrepareAsync();

        var first = await _console.ReadAsync(db => db.BackupRuns.Join(db.BackupPolicies, run => run.PolicyId, policy => policy.Id, (run, policy) => new { Run = run, Policy = policy }).OrderBy(row => row.Policy.Source).ToListAsync(Ct));
        Assert.Equal([(OwnPolicy.Source, true), ("orders-database", false)], first.Select(row => (row.Policy.Source, row.Policy.IsOwn)));
        Assert.All(first, row => Assert.Equal((RunState.Waiting, RunTrigger.Demand), (row.Run.State, row.Run.Trigger)));
        Assert.All(first, row => Assert.Single(row.Policy.StoreIds));
        Assert.True(await _console.ReadAsync(db => db.EncryptionKeys.AnyAsync(Ct)));

        await PrepareAsync();

        Assert.Equal((2, 2, 1), await _console.ReadAsync(async db => (await db.BackupRuns.CountAsync(Ct), await db.BackupPolicies.CountAsync(Ct), await db.Stores.CountAsync(Ct))));
    }

    private async Task PrepareAsync()
    {
        var prepared = await RealCli.CommandAsync(
            ["prepare", "--data", _folder.Path], ("ConnectionStrings__Console", _console.Database.AppConnectionString), ("ConnectionStrings__ConsoleOwner", _console.Database.OwnerConnectionString),
            ("DRCONSOLE_DATA", _folder.Path), ("DRCONSOLE_MASTER_KEY_FILE", ""), ("DRCONSOLE_STORE", ""));
        Assert.True(prepared.Code == 0, prepared.Error);
    }
}
