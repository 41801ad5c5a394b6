using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Reports;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Reports;

public sealed class EvidenceQueriesTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));
    private TestConsole _console = default!;
    private BackupSeed _seed = default!;
    private Guid _store;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres, services => services.AddSingleton<TimeProvider>(_time));
        _seed = new(_console);
        _store = await _seed.StoreAsync("near");
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Everything_that_bears_on_recovery_is_read_per_policy()
    {
        var policy = await _seed.PolicyAsync("Orders nightly", row => row.RpoMinutes = 2880);
        var proven = await BackupAsync(policy, TimeSpan.FromHours(34), isProven: true);
        await BackupAsync(policy, TimeSpan.FromHours(10));
        await _seed.RunAsync(policy, Now.AddHours(-34), RunState.Succeeded);
        await _seed.RunAsync(policy, Now.AddHours(-10), RunState.Degraded);
        var open = await _seed.RunAsync(policy, Now.AddMinutes(-1), RunState.Running);
        await _seed.ExaminationAsync(proven, _store, Now.AddHours(-33), Verdict.Pass, new VerificationStep("restore", 90, "done"));
        await _seed.ExaminationAsync(proven, _store, Now.AddHours(-32), Verdict.Fail, new VerificationStep("restore", 1, "failed"));

        var source = Assert.Single((await ReadAsync()).Sources);

        Assert.Equal(TimeSpan.FromHours(34), source.Rpo);
        Assert.Equal(TimeSpan.FromHours(10), source.RpoUnproven);
        Assert.Equal(1, source.Unproven);
        Assert.Equal((1, 1, 0), (source.Record.Succeeded, source.Record.Degraded, source.Record.Failed));
        Assert.Equal(open, source.Policy.OpenRunId);
        Assert.Equal(TimeSpan.FromSeconds(90), source.Rto!.Total);
        Assert.Equal(1, source.Rto.Count);
        Assert.True(source.IsRpoKept);
    }

    [Fact]
    public async Task A_proven_backup_whose_every_copy_is_gone_or_damaged_counts_for_nothing()
    {
        var policy = await _seed.PolicyAsync("Orders nightly");
        await _seed.BackupAsync(policy, "orders", Now.AddHours(-1), [(_store, CopyState.Damaged)], provenAt: Now);
        await _seed.BackupAsync(policy, "orders", Now.AddHours(-2), [(_store, CopyState.Deleted)], provenAt: Now);

        var source = Assert.Single((await ReadAsync()).Sources);

        Assert.Null(source.Rpo);
        Assert.Null(source.RpoUnproven);
        Assert.NotEqual(EvidenceState.Proven, source.State);
    }

    [Fact]
    public async Task A_run_that_was_due_and_did_not_begin_makes_the_policy_late()
    {
        await _seed.PolicyAsync("Orders nightly", row => row.ScheduledSince = Now.AddDays(-2));

        var source = Assert.Single((await ReadAsync()).Sources);

        Assert.Equal(EvidenceState.Late, source.State);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 2, 0, 0, TimeSpan.Zero), source.Policy.LateSince);
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 2, 0, 0, TimeSpan.Zero), source.Policy.NextDue);
    }

    [Fact]
    public async Task A_deleted_policy_is_no_longer_promised_anything()
    {
        await _seed.PolicyAsync("Orders nightly", row => row.DeletedAt = Now);

        Assert.Empty((await ReadAsync()).Systems);
    }

    [Fact]
    public async Task Log_counts_while_no_gap_is_known()
    {
        var policy = await _seed.PolicyAsync("Orders cluster", settings: new PostgresPhysicalSettings("db.example.com", 5432, "backup", "drconsole"));
        await BackupAsync(policy, TimeSpan.FromHours(10), isProven: true);
        await _seed.AddAsync(new WalSegment { PolicyId = policy, Name = "000000010000000000000042.partial", SystemIdentifier = "1", Timeline = 1, ShippedAt = Now.AddSeconds(-20), CoversUntil = Now.AddSeconds(-40), StoreIds = [_store] }, segment => segment.Name);

        Assert.Equal(TimeSpan.FromSeconds(40), Assert.Single((await ReadAsync()).Sources).Rpo);

        await _seed.AddAsync(new Alarm { Id = Guid.CreateVersion7(), Kind = AlarmKind.WalGap, Subject = policy.ToString(), Text = "A segment is missing.", RaisedAt = Now, SeenAt = Now }, alarm => alarm.Id);
        Assert.Equal(TimeSpan.FromHours(10), Assert.Single((await ReadAsync()).Sources).Rpo);
    }

    [Fact]
    public async Task Objectives_come_from_the_published_plan_and_follow_a_new_version()
    {
        await _seed.PolicyAsync("Orders nightly");
        var plan = await _console.PublishPlanAsync(PlanWith("30 minutes"));
        Assert.Equal(30, Assert.Single((await ReadAsync()).Sources).Target.RpoMinutes);

        var planId = await _console.ReadAsync(db => Task.FromResult(db.PlanVersions.Single(version => version.Id == plan).PlanId));
        await _console.PublishPlanAsync(PlanWith("10 minutes"), planId);
        Assert.Equal(10, Assert.Single((await ReadAsync()).Sources).Target.RpoMinutes);
    }

    [Fact]
    public async Task An_alarm_that_was_cleared_is_not_shown()
    {
        var policy = await _seed.PolicyAsync("Orders nightly");
        await _seed.AddAsync(new Alarm { Id = Guid.CreateVersion7(), Kind = AlarmKind.BackupLate, Subject = policy.ToString(), Text = "It did not run.", RaisedAt = Now, SeenAt = Now, ClearedAt = Now }, alarm => alarm.Id);

        var evidence = await ReadAsync();

        Assert.Empty(evidence.Alarms);
        Assert.Empty(evidence.Sources.Single().Policy.Alarms);
    }

    private Task<Evidence> ReadAsync() => _console.Get<IEvidenceQueries>().ReadAsync(Ct);

    private Task<Guid> BackupAsync(Guid policy, TimeSpan age, bool isProven = false) =>
        _seed.BackupAsync(policy, "orders", Now - age, [(_store, CopyState.Present)], isProven ? Now - age : null);

    private static string PlanWith(string rpo) =>
        $"""
        # Shop recovery plan

        ## Recovery objectives

        | System | RTO | RPO |
        |--------|-----|-----|
        | Orders | 4 hours | {rpo} |
        """;
}
