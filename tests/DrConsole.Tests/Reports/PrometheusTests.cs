using System.Net;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Runs;
using DrConsole.Platform;
using DrConsole.Tests.Support;
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
            Id = change.NewId(), PolicyId = policy.Id, ScheduledFor = change.At.AddHours(i - 5), State = state, RequestedByName = "test",
        }));
        change.Record(AuditChain.Console, "test.policy", new { name });
        return Task.FromResult(true);
    }, Ct);
}
