using System.Net;
using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Audit;
using DrConsole.Backups;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Platform;
using DrConsole.Reports;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Tests.Reports;

public sealed class PrometheusTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestWeb _web = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Root => Beside.Repository()!;

    private static string Rules => Path.Combine(Root, "docs", "monitoring", "alerts.yml");

    public async ValueTask InitializeAsync() => _web = await TestWeb.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task The_shipped_rules_keep_the_promises_of_their_own_tests()
    {
        var folder = Directory.CreateTempSubdirectory("drconsole-rules-").FullName;
        var tests = Path.Combine(folder, "alerts.test.yml");
        var text = await File.ReadAllTextAsync(Path.Combine(Root, "tests", "DrConsole.Tests", "Reports", "alerts.test.yml"), Ct);
        await File.WriteAllTextAsync(tests, text.Replace("RULES", Rules, StringComparison.Ordinal), Ct);

        var said = await ChildProcess.ReadAsync(new("promtool", ["test", "rules", tests]), Ct);

        Assert.Contains("SUCCESS", said);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nobody_reads_metrics_without_a_token()
    {
        using var answer = await _web.NewClient().GetAsync("/metrics", Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_real_Prometheus_scrapes_the_console_and_a_failing_policy_becomes_a_pending_alert()
    {
        await AddFailingPolicyAsync("orders \"quoted\" \\ name");
        var (_, token) = await _web.Console.AccessDesk.CreateTokenAsync(_web.Console.Admin, TestConsole.NewId(), "prometheus", Role.Auditor, null, Ct);
        await using var prometheus = await PrometheusServer.StartAsync(_web.Listen(), token, Rules);

        await Until.TrueAsync(async () => (await prometheus.QueryAsync("backup_job_failure_count > 0")).Count == 1);
        await Until.TrueAsync(async () => (await prometheus.QueryAsync("ALERTS{alertname=\"BackupFailed\"}")).Count == 1);

        var sample = Assert.Single(await prometheus.QueryAsync("backup_job_failure_count"));
        Assert.Equal("2", sample.GetProperty("value")[1].GetString());
        Assert.Equal("Orders \"quoted\" \\ system", sample.GetProperty("metric").GetProperty("system").GetString());
        Assert.Equal("1", Assert.Single(await prometheus.QueryAsync("up")).GetProperty("value")[1].GetString());
    }

    // backup.md of the design names them; rules and dashboards of others rely on them.
    [Fact]
    public async Task Every_promised_figure_is_there_and_says_what_the_evidence_says()
    {
        var seed = new BackupSeed(_web.Console);
        var (now, store) = (TimeProvider.System.GetUtcNow(), await seed.StoreAsync("near", site: "Frankfurt"));
        var policy = await seed.PolicyAsync("Orders cluster", row => (row.RpoMinutes, row.RtoMinutes) = (15, 60), new PostgresPhysicalSettings("db.example.com", 5432, "backup", "drconsole"));
        for (var day = 6; day >= 0; day--)
        {
            await seed.RunAsync(policy, now.AddDays(-day).AddHours(-1), RunState.Succeeded);
            var backup = await seed.BackupAsync(policy, "orders", now.AddDays(-day).AddHours(-1), [(store, CopyState.Present)], day == 1 ? now : null, bytes: day == 0 ? 2_000_000 : 1_000_000);
            await (day == 1 ? seed.ExaminationAsync(backup, store, now.AddHours(-20), Verdict.Pass, new("fetch", 20, "done"), new("restore", 70, "done"), new("restore", 10, "done")) : Task.CompletedTask);
        }

        foreach (var (name, age) in new[] { ("000000010000000000000001", 400), ("000000010000000000000003", 40) })
        {
            await seed.AddAsync(new WalSegment { PolicyId = policy, Name = name, SystemIdentifier = "1", Timeline = 1, ShippedAt = now.AddSeconds(-age), CoversUntil = now.AddSeconds(-age), StoreIds = [store] }, segment => segment.Name);
        }

        await seed.AddAsync(new Alarm { Id = TestConsole.NewId(), Kind = AlarmKind.WalGap, Subject = policy.ToString(), Text = "A segment is missing.", RaisedAt = now, SeenAt = now }, alarm => alarm.Id);

        await seed.AddAsync(new StoreRecord { Id = TestConsole.NewId(), Name = "far", Url = "file:///srv/far", CreatedAt = now, FaultSince = now }, record => record.Id);
        await seed.PolicyAsync("Paused", row => row.IsEnabled = false);

        var text = await _web.Console.Get<BackupMetrics>().WriteAsync(Ct);
        var evidence = Assert.Single((await _web.Console.Get<IEvidenceQueries>().ReadAsync(Ct)).Sources, source => source.Policy.PolicyId == policy);
        const string Labels = "policy=\"orders-cluster\",system=\"Orders\"";
        double Value(string sample) => double.Parse(Assert.Single(text.Split('\n'), line => line.StartsWith(sample + " ", StringComparison.Ordinal))[(sample.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(0, Value($"backup_job_failure_count{{{Labels}}}"));
        Assert.Equal(now.AddHours(-1).AddMinutes(1).ToUnixTimeSeconds(), Value($"drc_backup_last_success_timestamp_seconds{{{Labels}}}"));
        Assert.Equal(evidence.Rpo!.Value.TotalSeconds, Value($"drc_recovery_point_age_seconds{{{Labels},level=\"proven\"}}"), 60.0);
        Assert.Equal(3600, Value($"drc_recovery_point_age_seconds{{{Labels},level=\"complete\"}}"), 60.0);
        Assert.Equal(900, Value($"drc_rpo_objective_seconds{{{Labels}}}"));
        Assert.Equal(3600, Value($"drc_rto_objective_seconds{{{Labels}}}"));
        Assert.Equal((20, 80), (Value($"drc_restore_seconds{{{Labels},part=\"fetch\"}}"), Value($"drc_restore_seconds{{{Labels},part=\"restore\"}}")));
        Assert.Equal((evidence.Rto!.Total.TotalSeconds, 200.0), (Value($"drc_restore_estimate_seconds{{{Labels}}}"), evidence.Rto.Total.TotalSeconds)); // twice as large today
        Assert.Equal(now.AddHours(-20).ToUnixTimeSeconds(), Value($"drc_verify_last_pass_timestamp_seconds{{{Labels},level=\"content\"}}"));
        Assert.Equal(86400, Value($"drc_schedule_expected_interval_seconds{{{Labels}}}"));
        Assert.Equal(1, Value($"drc_wal_gap_total{{{Labels}}}"));
        Assert.Equal(40, Value($"drc_wal_archive_lag_seconds{{{Labels}}}"), 60.0);
        Assert.Equal(7, Value($"drc_copies{{{Labels},site=\"Frankfurt\"}}"));
        Assert.Equal(evidence.UsualBytes!.High, Value($"drc_backup_usual_size_bytes{{{Labels},bound=\"high\"}}"));
        Assert.Equal(2_000_000, Value($"drc_backup_last_size_bytes{{{Labels},form=\"plain\"}}"));
        Assert.Equal(7, Value($"drc_backup_runs_total{{{Labels},state=\"succeeded\"}}"));
        Assert.Equal(1, Value($"drc_verify_total{{{Labels},level=\"content\",verdict=\"pass\"}}"));
        Assert.Equal((1, 0), (Value($"drc_policy_enabled{{{Labels}}}"), Value("drc_policy_enabled{policy=\"paused\",system=\"Orders\"}")));
        Assert.Equal((1, 0), (Value("drc_store_up{store=\"near\",site=\"Frankfurt\"}"), Value("drc_store_up{store=\"far\"}")));
        Assert.Equal(1, Value("drc_alarms_total{kind=\"wal_gap\"}"));
        Assert.Equal(1, Value($"drc_alarm_open{{kind=\"wal_gap\",subject=\"{policy}\",name=\"Orders cluster\"}}"));
    }

    // A good run, and two failures after it: what stands before a success counts no more.
    private Task AddFailingPolicyAsync(string name) => _web.Console.Changes.ApplyAsync(_web.Console.Admin, TestConsole.NewId(), Right.ManageBackups, change =>
    {
        var policy = new BackupPolicy
        {
            Id = change.NewId(), Name = name, Source = "orders", SystemName = "Orders \"quoted\" \\ system", Settings = "{}", Retention = "[]", KeyCategory = "default", CreatedAt = change.At,
        };
        change.Db.BackupPolicies.Add(policy);
        RunState[] states = [RunState.Failed, RunState.Succeeded, RunState.Failed, RunState.Missed];
        change.Db.BackupRuns.AddRange(states.Select((state, i) => new BackupRun
        {
            Id = change.NewId(), PolicyId = policy.Id, ScheduledFor = change.At.AddHours(i - 5), State = state, EndedAt = change.At.AddHours(i - 5), RequestedByName = "test",
        }));
        change.Record(AuditChain.Console, "test.policy", new { name });
        return Task.FromResult(true);
    }, Ct);
}
