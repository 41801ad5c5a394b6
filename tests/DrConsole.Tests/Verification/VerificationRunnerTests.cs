using DrConsole.Alarms;
using DrConsole.Backups;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Reports;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Backups.Runs;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Verification;

public sealed class VerificationRunnerTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Orders = "CREATE TABLE orders (id int PRIMARY KEY, what text); INSERT INTO orders SELECT n, 'order ' || n FROM generate_series(1, 500) n";

    private OwnPostgres _protected = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _protected = await OwnPostgres.StartAsync();
        await _protected.CreateAsync("orders", Orders);
    }

    public ValueTask DisposeAsync() => _protected.DisposeAsync();

    [Fact]
    public async Task A_new_backup_is_restored_without_being_asked_for_is_proven_on_the_overview_and_its_signed_record_lies_in_the_store()
    {
        await using var desk = await DeskAsync(stores: 2);
        await TakeAsync(desk);

        Assert.Equal(2, await WorkAsync(desk));

        var runs = await desk.Console.ReadAsync(db => db.Verifications.AsNoTracking().ToListAsync(Ct));
        Assert.All(runs, run => Assert.Equal((VerificationState.Ended, Verdict.Pass, run.Level, null), (run.State, run.Verdict, run.Reached, run.Fault)));
        var backup = Assert.Single(await desk.BackupsAsync());
        Assert.Equal(VerificationLevel.Content, backup.VerifiedLevel);
        Assert.NotNull(backup.ProvenAt);
        Assert.Equal([VerificationLevel.Content, VerificationLevel.ReadBack], backup.Copies.Select(copy => copy.VerifiedLevel).OrderDescending().Cast<VerificationLevel>());
        var proven = Assert.Single(backup.Copies, copy => copy.ProvenAt is not null);
        var run = runs.Single(candidate => candidate.StoreId == proven.StoreId);
        var record = Assert.Single(await RecordsAsync(desk, proven.StoreId, backup));
        Assert.Equal((run.Id, Verdict.Pass, true, backup.ManifestSha256), (record.RunId, record.Verdict, record.IsProof, record.ManifestSha256));
        var shown = Assert.Single((await desk.Console.Get<IEvidenceQueries>().ReadAsync(Ct)).Sources);
        Assert.Equal((EvidenceState.Proven, backup.Id), (shown.State, shown.Policy.NewestProven?.Id));
        Assert.Equal(["backup.verification.begun", "backup.verification.ended"], (await PolicySamples.ActionsAsync(desk.Console, "backup.verification.")).Distinct(StringComparer.Ordinal));
        Assert.Empty(await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct));
    }

    [Fact]
    public async Task One_flipped_byte_in_the_store_fails_the_examination_damages_the_copy_and_raises_an_alarm()
    {
        await using var desk = await DeskAsync();
        await TakeAsync(desk);
        Flip(desk);

        Assert.Equal(1, await WorkAsync(desk));

        var run = await desk.Console.ReadAsync(db => db.Verifications.AsNoTracking().SingleAsync(Ct));
        Assert.Equal((VerificationState.Ended, Verdict.Fail, VerificationLevel.Exists), (run.State, run.Verdict, run.Reached));
        var backup = Assert.Single(await desk.BackupsAsync());
        Assert.Equal((null, null), (backup.ProvenAt, backup.VerifiedLevel));
        var copy = Assert.Single(backup.Copies);
        Assert.Equal((CopyState.Damaged, run.Fault), (copy.State, copy.Fault));
        var alarm = Assert.Single(await desk.Console.Get<IAlarmQueries>().OpenAsync(Ct));
        Assert.Equal((AlarmKind.VerificationFailed, desk.Policy.ToString()), (alarm.Kind, alarm.Subject));
        Assert.Contains(run.Fault!, alarm.Text, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, Assert.Single(await RecordsAsync(desk, copy.StoreId, backup)).Verdict);
    }

    private Task<RunDesk> DeskAsync(int stores = 1) => RunDesk.CreateAsync(
        postgres, stores, change: draft => draft with { Settings = _protected.Settings("orders"), VerifyLevel = VerificationLevel.Content, Checks = [new("orders are there", "orders", "SELECT count(*) FROM orders", "500")] },
        open: new SourceFactory().Create);

    private static async Task TakeAsync(RunDesk desk)
    {
        var id = await desk.StartAsync();
        Assert.True(await desk.WorkAsync());
        var run = await desk.RunAsync(id);
        Assert.Equal((DrConsole.Backups.Runs.RunState.Succeeded, null), (run.State, run.Fault));
    }

    private static async Task<int> WorkAsync(RunDesk desk)
    {
        var count = 0;
        while (await desk.Console.Get<VerificationRunner>().RunNextAsync(Ct))
        {
            count++;
        }

        return count;
    }

    private static async Task<IReadOnlyList<VerificationRecord>> RecordsAsync(RunDesk desk, Guid storeId, Backup backup)
    {
        await using var store = await desk.Console.Get<StoreDirectory>().OpenAsync(storeId, Ct);
        return await VerificationRecord.ReadAsync(store, backup.Source, backup.Id, new(await desk.Console.Get<KeyRing>().TrustedAsync(Ct)), Ct);
    }

    private static void Flip(RunDesk desk)
    {
        var slice = Directory.EnumerateFiles(desk.StorePath(0), "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("/drc/v1/b/", StringComparison.Ordinal) && Path.GetFileName(file).Contains(".age", StringComparison.Ordinal)).MaxBy(file => new FileInfo(file).Length)!;
        var bytes = File.ReadAllBytes(slice);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(slice, bytes);
    }
}
