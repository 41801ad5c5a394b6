using DrConsole.Access;
using DrConsole.Backups.Runs;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Platform;

public sealed class LeasesTests(PostgresServer postgres)
{
    private static readonly LeaseTable Table = new(
        "backup_run", "work.state = 'Waiting' OR work.state = 'Running' AND work.lease_until < clock_timestamp()", "work.scheduled_for");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_who_take_at_once_each_row_goes_to_one()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        await AddRunsAsync(console, 3);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TakeAsync(console)));

        Assert.Equal(3, taken.OfType<Lease>().Select(lease => lease.Id).Distinct().Count());
        Assert.Equal(3, taken.OfType<Lease>().Count());
    }

    [Fact]
    public async Task An_expired_lease_is_taken_over_with_a_higher_fence_and_its_old_holder_can_neither_renew_nor_commit()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        await AddRunsAsync(console, 1);
        var old = (await TakeAsync(console))!;
        Assert.Null(await TakeAsync(console));

        await console.Database.ExecuteAsOwnerAsync("UPDATE backup_run SET lease_until = clock_timestamp() - interval '1 second'");
        var taken = (await TakeAsync(console))!;

        Assert.Equal((old.Id, old.Fence + 1), (taken.Id, taken.Fence));
        Assert.False(await console.Get<Leases>().RenewAsync(old, Ct));
        Assert.True(await console.Get<Leases>().RenewAsync(taken, Ct));
        Assert.IsType<LeaseLostException>(await Attempt.Async(() => console.ReadAsync(async db =>
        {
            await Leases.EnsureHeldAsync(db, old, Ct);
            return 0;
        })));
    }

    [Fact]
    public async Task What_the_new_holder_commits_while_the_old_one_is_about_to_wins()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        await AddRunsAsync(console, 1);
        var old = (await TakeAsync(console))!;
        await console.Database.ExecuteAsOwnerAsync("UPDATE backup_run SET lease_until = clock_timestamp() - interval '1 second'");
        await using var db = new DrConsole.Database.DrDbContext(new DbContextOptionsBuilder<DrConsole.Database.DrDbContext>().UseNpgsql(console.Database.AppConnectionString).Options);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await Leases.EnsureHeldAsync(db, old, Ct); // nobody has taken it yet, and now nobody can before this transaction ends

        Assert.Null(await TakeAsync(console));
        await Leases.EndAsync(db, old, Ct);
        await db.Database.ExecuteSqlAsync($"UPDATE backup_run SET state = 'Succeeded', ended_at = now()", Ct);
        await transaction.CommitAsync(Ct);

        Assert.Null(await TakeAsync(console));
    }

    [Fact]
    public async Task A_keeper_renews_while_the_work_goes_on_and_cancels_it_when_somebody_took_it_over()
    {
        var time = new ManualTime();
        var isOurs = true;
        var renewals = 0;
        await using var keeper = new LeaseKeeper(RenewAsync, new(Table, Guid.Empty, 1, "node"), LeaseOptions.Usual, time, Ct);

        time.Advance(LeaseOptions.Usual.RenewEvery);
        await Until.TrueAsync(() => renewals == 1);
        Assert.False(keeper.Token.IsCancellationRequested);
        isOurs = false;
        await Until.TrueAsync(() => Advance(time, keeper));

        Assert.True(keeper.IsLost);

        Task<bool> RenewAsync(Lease lease, CancellationToken ct)
        {
            Interlocked.Increment(ref renewals);
            return Task.FromResult(isOurs);
        }
    }

    [Fact]
    public async Task A_keeper_that_cannot_reach_the_database_goes_on_as_long_as_the_lease_lasts_and_then_cancels_the_work()
    {
        var time = new ManualTime();
        var start = time.GetUtcNow();
        await using var keeper = new LeaseKeeper((_, _) => throw new TimeoutException(), new(Table, Guid.Empty, 1, "node"), LeaseOptions.Usual, time, Ct);

        await Until.TrueAsync(() => Advance(time, keeper));

        Assert.True(keeper.IsLost);
        Assert.True(time.GetUtcNow() - start >= LeaseOptions.Usual.Length);
    }

    [Fact]
    public async Task A_database_that_hangs_does_not_keep_the_work_going()
    {
        var time = new ManualTime();
        await using var keeper = new LeaseKeeper(HangAsync, new(Table, Guid.Empty, 1, "node"), LeaseOptions.Usual, time, Ct);

        await Until.TrueAsync(() => Advance(time, keeper));

        Assert.True(keeper.IsLost);

        static async Task<bool> HangAsync(Lease lease, CancellationToken ct)
        {
            await Task.Delay(Timeout.Infinite, ct);
            return true;
        }
    }

    private static bool Advance(ManualTime time, LeaseKeeper keeper)
    {
        if (!keeper.IsLost)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        return keeper.Token.IsCancellationRequested;
    }

    private static Task<Lease?> TakeAsync(TestConsole console) => console.Get<Leases>().TakeAsync(Actor.Engine, Table, async (change, lease) =>
    {
        var run = await change.Db.BackupRuns.SingleAsync(candidate => candidate.Id == lease.Id, Ct);
        run.State = RunState.Running;
        change.Record("console", "test.taken", new { run.Id });
    }, Ct);

    private static async Task AddRunsAsync(TestConsole console, int count)
    {
        // Each of a policy of its own: a policy has one running run at a time.
        var policy = await PolicySamples.AddPolicyAsync(console);
        var store = await console.ReadAsync(db => db.Stores.Select(candidate => candidate.Id).SingleAsync(Ct));
        for (var number = 0; number < count; number++)
        {
            var id = number == 0 ? policy : (await console.Get<DrConsole.Backups.Policies.PolicyCommands>().CreateAsync(
                console.Admin, TestConsole.NewId(), PolicySamples.Draft(store, $"Policy {number}"), Ct)).Id;
            await console.Get<RunCommands>().StartAsync(console.Admin, TestConsole.NewId(), id, RunTrigger.Demand, Ct);
        }
    }
}
