using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Alarms;

public sealed class AlarmCommandsTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_that_is_raised_again_and_again_is_one_alarm_and_one_audit_entry_with_the_newest_text()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var alarms = console.Get<AlarmCommands>();

        Assert.True(await alarms.RaiseAsync(AlarmKind.BackupLate, "policy-1", "Late by 5 min.", Ct));
        Assert.False(await alarms.RaiseAsync(AlarmKind.BackupLate, "policy-1", "Late by 6 min.", Ct));

        var open = Assert.Single(await console.Get<IAlarmQueries>().OpenAsync(Ct));
        Assert.Equal("Late by 6 min.", open.Text);
        Assert.True(open.SeenAt > open.RaisedAt);
        Assert.Equal(["alarm.raised"], await PolicySamples.ActionsAsync(console, "alarm."));
    }

    [Fact]
    public async Task A_cleared_alarm_stays_in_the_history_and_can_be_raised_anew()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var alarms = console.Get<AlarmCommands>();
        await alarms.RaiseAsync(Actor.Watchdog, AlarmKind.ClockSkew, "node-1", "Off by 3 s.", Ct);

        Assert.True(await alarms.ClearAsync(AlarmKind.ClockSkew, "node-1", Ct));
        Assert.False(await alarms.ClearAsync(AlarmKind.ClockSkew, "node-1", Ct));
        Assert.Empty(await console.Get<IAlarmQueries>().OpenAsync(Ct));
        Assert.True(await alarms.RaiseAsync(AlarmKind.ClockSkew, "node-1", "Off by 4 s.", Ct));

        Assert.Equal(2, (await console.Get<IAlarmQueries>().HistoryAsync(null, 10, Ct)).Count);
        Assert.Equal(["alarm.raised", "alarm.cleared", "alarm.raised"], await PolicySamples.ActionsAsync(console, "alarm."));
    }

    [Fact]
    public async Task Of_many_who_raise_the_same_alarm_at_once_one_is_first()
    {
        await using var console = await TestConsole.CreateAsync(postgres);

        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => console.Get<AlarmCommands>().RaiseAsync(AlarmKind.WalGap, "policy-1", "A gap.", Ct)));

        Assert.Single(first, isNew => isNew);
        Assert.Single(await PolicySamples.ActionsAsync(console, "alarm."));
    }

    [Fact]
    public async Task An_alarm_names_the_policy_that_it_is_about()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var policy = await PolicySamples.AddPolicyAsync(console);

        await console.Get<AlarmCommands>().RaiseAsync(AlarmKind.BackupLate, policy.ToString(), "Late.", Ct);

        Assert.Equal("Orders database", Assert.Single(await console.Get<IAlarmQueries>().OpenAsync(Ct)).SubjectName);
    }
}
