using System.Globalization;
using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Watch;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Runs;

public sealed class EvidenceWatchTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly ManualTime _time = new(new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private TestConsole _console = default!;
    private BackupSeed _seed = default!;
    private Guid _store;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres, services => services.AddSingleton<TimeProvider>(_time));
        _seed = new(_console);
        _store = await _seed.StoreAsync("near");
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData(400_000, "small")]
    [InlineData(3_000_000, "grown")]
    public async Task A_backup_outside_of_the_usual_sizes_is_an_alarm_until_a_usual_one_follows_and_each_change_is_audited_once(long bytes, string word)
    {
        var policy = await PolicyAsync();
        for (var day = 6; day >= 1; day--)
        {
            await BackupAsync(policy, TimeSpan.FromDays(day));
        }

        await LookTwiceAsync();
        Assert.Empty(await OpenAsync(AlarmKind.SizeAnomaly));

        await BackupAsync(policy, TimeSpan.FromHours(1), bytes: bytes);
        await LookTwiceAsync();
        var alarm = Assert.Single(await OpenAsync(AlarmKind.SizeAnomaly));
        Assert.Contains(Sizes.Say(bytes), alarm.Text, StringComparison.Ordinal);
        Assert.Contains(word, alarm.Text, StringComparison.OrdinalIgnoreCase);

        await BackupAsync(policy, TimeSpan.Zero);
        await LookTwiceAsync();
        Assert.Empty(await OpenAsync(AlarmKind.SizeAnomaly));
        Assert.Equal(["alarm.raised", "alarm.cleared"], await PolicySamples.ActionsAsync(_console, "alarm."));
    }

    [Fact]
    public async Task The_alarm_comes_when_the_newest_proven_point_is_older_than_the_objective_and_goes_when_a_newer_one_is_proven()
    {
        var policy = await PolicyAsync(rpoMinutes: 24 * 60);
        await BackupAsync(policy, TimeSpan.FromHours(23), isProven: true);
        await BackupAsync(policy, TimeSpan.FromMinutes(5));
        await LookTwiceAsync();
        Assert.Empty(await OpenAsync(AlarmKind.ObjectiveBreached));

        _time.Advance(TimeSpan.FromMinutes(61));
        await LookTwiceAsync();
        var alarm = Assert.Single(await OpenAsync(AlarmKind.ObjectiveBreached));
        Assert.Contains("2026-10-31 13:00 UTC", alarm.Text, StringComparison.Ordinal);
        Assert.Contains("2026-11-01 11:55 UTC, waits to be proved", alarm.Text, StringComparison.Ordinal);

        await BackupAsync(policy, TimeSpan.FromMinutes(1), isProven: true);
        await LookTwiceAsync();
        Assert.Empty(await OpenAsync(AlarmKind.ObjectiveBreached));
        Assert.Equal(["alarm.raised", "alarm.cleared"], await PolicySamples.ActionsAsync(_console, "alarm."));
    }

    [Fact]
    public async Task Without_any_proof_the_objective_is_broken_as_soon_as_it_was_promised_for_longer_than_it_allows()
    {
        var policy = await PolicyAsync(rpoMinutes: 60);
        await _console.Database.ExecuteAsOwnerAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE backup_policy SET created_at = '{_time.GetUtcNow():O}'"));
        await BackupAsync(policy, TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(60));
        await LookTwiceAsync();
        Assert.Empty(await OpenAsync(AlarmKind.ObjectiveBreached));

        _time.Advance(TimeSpan.FromMinutes(1));
        await LookTwiceAsync();

        Assert.Contains("no restore has proved any backup", Assert.Single(await OpenAsync(AlarmKind.ObjectiveBreached)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measured_restore_that_takes_longer_than_the_objective_is_an_alarm_until_one_is_faster()
    {
        var policy = await PolicyAsync(rtoMinutes: 10);
        var backup = await BackupAsync(policy, TimeSpan.FromHours(1), isProven: true);
        await _seed.ExaminationAsync(backup, _store, _time.GetUtcNow().AddMinutes(-30), Verdict.Pass, new("fetch", 60, "done"), new("restore", 600, "done"));

        await LookTwiceAsync();
        var alarm = Assert.Single(await OpenAsync(AlarmKind.ObjectiveBreached));
        Assert.Contains("11 min", alarm.Text, StringComparison.Ordinal);
        Assert.Contains("“restore”", alarm.Text, StringComparison.Ordinal);

        await _seed.ExaminationAsync(backup, _store, _time.GetUtcNow(), Verdict.Pass, new("fetch", 60, "done"), new("restore", 500, "done"));
        await LookTwiceAsync();
        Assert.Empty(await OpenAsync(AlarmKind.ObjectiveBreached));
    }

    [Fact]
    public async Task Nightly_dumps_beside_an_archive_that_keeps_the_objective_are_no_alarm_and_without_it_they_are()
    {
        var settings = new PostgresSettings("db.example.com", 5432, "backup", []);
        var nightly = await PolicyAsync(rpoMinutes: 15, settings: settings);
        var archive = await _seed.PolicyAsync("Archive", row => row.RpoMinutes = 15, new PostgresPhysicalSettings("db.example.com", 5432, "backup", "drconsole"));
        await BackupAsync(nightly, TimeSpan.FromHours(10), isProven: true);
        await BackupAsync(archive, TimeSpan.FromMinutes(5), isProven: true);
        await LookTwiceAsync();
        Assert.Empty(await OpenAsync(AlarmKind.ObjectiveBreached));

        _time.Advance(TimeSpan.FromMinutes(15));
        await LookTwiceAsync();

        Assert.Equal(2, (await OpenAsync(AlarmKind.ObjectiveBreached)).Count);
    }

    [Fact]
    public async Task A_policy_that_was_deleted_promises_nothing_any_more()
    {
        var policy = await PolicyAsync(rpoMinutes: 60);
        await LookTwiceAsync();
        Assert.Single(await OpenAsync(AlarmKind.ObjectiveBreached));

        await _console.Database.ExecuteAsOwnerAsync($"UPDATE backup_policy SET deleted_at = now() WHERE id = '{policy}'");
        await LookTwiceAsync();

        Assert.Empty(await OpenAsync(AlarmKind.ObjectiveBreached));
    }

    private Task<Guid> PolicyAsync(double? rpoMinutes = null, double? rtoMinutes = null, SourceSettings? settings = null) =>
        _seed.PolicyAsync("Orders nightly", row => (row.RpoMinutes, row.RtoMinutes) = (rpoMinutes, rtoMinutes), settings);

    private Task<Guid> BackupAsync(Guid policy, TimeSpan age, bool isProven = false, long bytes = 1_000_000) =>
        _seed.BackupAsync(policy, "orders", _time.GetUtcNow() - age, [(_store, CopyState.Present)], isProven ? _time.GetUtcNow() : null, bytes: bytes);

    // Whatever it says, it says once.
    private async Task LookTwiceAsync()
    {
        await _console.Get<Watchdog>().LookAsync(Ct);
        await _console.Get<Watchdog>().LookAsync(Ct);
    }

    private async Task<IReadOnlyList<AlarmRow>> OpenAsync(AlarmKind kind) => [.. (await _console.Get<IAlarmQueries>().OpenAsync(Ct)).Where(alarm => alarm.Kind == kind)];
}
