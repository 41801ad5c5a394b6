using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Verification;

public sealed class DueRestoreTestsTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task An_old_backup_is_restored_as_a_test_when_one_is_due_and_one_waits_at_a_time()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var (seed, (store, policy)) = (new BackupSeed(console), await PolicyAsync(console, days: 7));
        var old = await seed.BackupAsync(policy, "orders", Now.AddDays(-40), [(store, CopyState.Present)], provenAt: Now.AddDays(-3));
        await seed.BackupAsync(policy, "orders", Now.AddDays(-1), [(store, CopyState.Present)]);

        var asked = await Task.WhenAll(console.Get<DueRestoreTests>().PlanAsync(Ct), console.Get<DueRestoreTests>().PlanAsync(Ct));

        Assert.Equal(1, asked.Sum());
        Assert.Equal(0, await console.Get<DueRestoreTests>().PlanAsync(Ct));
        var test = Assert.Single(await console.Get<IVerificationQueries>().ListAsync(new(PolicyId: policy), Ct));
        Assert.Equal((old, VerificationLevel.Content, VerificationState.Waiting, "random", "near"), (test.BackupId, test.Level, test.State, test.Reason, test.StoreName));
        Assert.Empty(await console.Get<IAlarmQueries>().OpenAsync(Ct));
    }

    [Fact]
    public async Task Without_a_proof_for_twice_the_promised_time_an_alarm_is_open_until_there_is_one()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var (seed, (store, policy)) = (new BackupSeed(console), await PolicyAsync(console, days: 7));
        var backup = await seed.BackupAsync(policy, "orders", Now.AddDays(-20), [(store, CopyState.Present)], provenAt: Now.AddDays(-15));

        await console.Get<DueRestoreTests>().PlanAsync(Ct);

        var alarm = Assert.Single(await console.Get<IAlarmQueries>().OpenAsync(Ct));
        Assert.Equal((AlarmKind.NotProven, policy.ToString()), (alarm.Kind, alarm.Subject));
        Assert.Contains("every 7 days", alarm.Text, StringComparison.Ordinal);

        await console.Database.ExecuteAsOwnerAsync($"UPDATE backup SET proven_at = clock_timestamp() WHERE id = '{backup}'");
        await console.Get<DueRestoreTests>().PlanAsync(Ct);

        Assert.Empty(await console.Get<IAlarmQueries>().OpenAsync(Ct));
    }

    [Fact]
    public async Task A_policy_without_restore_tests_gets_none()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var (seed, (store, policy)) = (new BackupSeed(console), await PolicyAsync(console, days: null));
        await seed.BackupAsync(policy, "orders", Now.AddDays(-20), [(store, CopyState.Present)]);

        Assert.Equal(0, await console.Get<DueRestoreTests>().PlanAsync(Ct));
        Assert.Empty(await console.ReadAsync(db => db.Verifications.ToListAsync(Ct)));
    }

    private static async Task<(Guid Store, Guid Policy)> PolicyAsync(TestConsole console, double? days)
    {
        var seed = new BackupSeed(console);
        return (await seed.StoreAsync("near"), await seed.PolicyAsync("orders", policy => policy.RestoreTestDays = days));
    }
}
