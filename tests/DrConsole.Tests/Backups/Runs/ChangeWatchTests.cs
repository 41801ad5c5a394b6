using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Runs;

public sealed class ChangeWatchTests(PostgresServer postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-tests-watch-").FullName;
    private readonly ManualTime _time = new(new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_burst_of_changes_is_one_run_and_it_starts_so_long_after_the_last_of_them()
    {
        await using var console = await ConsoleAsync();
        var watch = console.Get<ChangeWatch>();
        await watch.LookAsync(Ct);
        Assert.Equal(0, await RunsAsync(console));

        await File.WriteAllTextAsync(Path.Combine(_folder, "orders.conf"), "one", Ct);
        await Until.TrueAsync(async () => // the kernel's word comes on a thread of its own
        {
            _time.Advance(TimeSpan.FromSeconds(40));
            await watch.LookAsync(Ct);
            return await RunsAsync(console) == 1;
        });
        _time.Advance(TimeSpan.FromSeconds(40));
        await watch.LookAsync(Ct);

        Assert.Equal(1, await RunsAsync(console));
        Assert.Equal(RunTrigger.Change, await console.ReadAsync(db => db.BackupRuns.Select(run => run.Trigger).SingleAsync(Ct)));
    }

    [Fact]
    public async Task A_change_that_the_kernel_did_not_tell_of_is_found_by_comparing()
    {
        using var watched = new WatchedFiles([Path.Combine(_folder, "not-yet-there")], _time); // nothing to watch: as on a network mount
        Directory.CreateDirectory(Path.Combine(_folder, "not-yet-there"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "not-yet-there", "a"), "1", Ct);
        watched.Compare(TimeSpan.FromMinutes(5));
        Assert.Null(watched.ChangedAt);

        _time.Advance(TimeSpan.FromMinutes(5));
        watched.Compare(TimeSpan.FromMinutes(5));

        Assert.Equal(_time.GetUtcNow(), watched.ChangedAt);
    }

    private async Task<TestConsole> ConsoleAsync()
    {
        var console = await TestConsole.CreateAsync(postgres, services => services.AddSingleton<TimeProvider>(_time));
        await PolicySamples.AddPolicyAsync(console, draft => draft with { Settings = new FilesSettings([_folder]), OnChangeSeconds = 30, Cron = null });
        return console;
    }

    private static Task<int> RunsAsync(TestConsole console) => console.ReadAsync(db => db.BackupRuns.CountAsync(Ct));
}
