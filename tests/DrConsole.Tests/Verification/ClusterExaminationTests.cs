using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Wal;
using DrConsole.Backups.Wal.Recovery;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Wal;
using DrConsole.Tests.Verification.Scratch;
using DrConsole.Verification;

namespace DrConsole.Tests.Verification;

/// <summary>Base backups of a real cluster, recovered in the sandbox.</summary>
public sealed class ClusterExaminationTests : IAsyncLifetime
{
    private readonly PrivateFolder _secrets = PrivateFolder.Create();
    private WalBench _bench = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Scratch => Path.Combine(_bench.Folder, "scratch");

    public async ValueTask InitializeAsync()
    {
        _bench = await WalBench.CreateAsync();
        await _bench.Cluster.InsertAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _secrets.Dispose();
    }

    [Fact]
    public async Task A_base_backup_is_recovered_with_all_its_log_every_table_read_and_the_policys_checks_run()
    {
        await _bench.StartAsync();
        var taken = await _bench.TakeBaseAsync();
        await _bench.Cluster.SwitchAsync();
        await _bench.Cluster.InsertAsync(2);
        await _bench.CoveredAsync();

        var request = Request(taken, VerificationLevel.Content, new ContentCheck("both rows are there", "postgres", "SELECT count(*) FROM entry", "2"));
        var outcome = await ProvenShelf.RunAsync(request);

        Assert.True(outcome is { Verdict: Verdict.Pass, Reached: VerificationLevel.Content, IsProven: true }, outcome.Fault);
        Assert.Equal("pg_amcheck found nothing wrong", outcome.Report.Steps.Single(step => step.Name == "read every table and index").Result);
        Assert.Equal("1 table with 2 rows in 1 database", outcome.Report.Steps.Single(step => step.Name == "count tables and rows").Result);
        Assert.Contains(outcome.Report.Steps, step => step.Name == "compare the files with the server's manifest");
        Assert.Contains("no network", outcome.Report.Protections);
        Assert.Empty(Directory.GetDirectories(Scratch));
        Assert.Empty(ScratchPostgresTests.Serving(request.RunId));

        var wrong = await ProvenShelf.RunAsync(Request(taken, VerificationLevel.Content, new ContentCheck("mine", "postgres", "SELECT count(*) FROM entry", "3")));
        Assert.Equal((Verdict.Fail, VerificationLevel.Restored), (wrong.Verdict, wrong.Reached));
    }

    [Fact]
    public async Task Without_a_check_it_is_proven_by_the_restore_and_its_content_is_not_called_compared()
    {
        var taken = await _bench.TakeBaseAsync(progress: null);

        var outcome = await ProvenShelf.RunAsync(Request(taken, VerificationLevel.Content));

        Assert.Equal((Verdict.NotVerifiableHere, VerificationLevel.Restored, true), (outcome.Verdict, outcome.Reached, outcome.IsProven));
        Assert.Contains("the policy has no check", outcome.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_backup_whose_log_is_missing_or_damaged_fails_and_its_own_copy_is_not_blamed()
    {
        await _bench.StartAsync();
        var taken = await _bench.TakeBaseAsync();
        await _bench.Cluster.SwitchAsync();
        await _bench.CoveredAsync();
        await _bench.StopAsync();
        var needed = WalName.Of(1, Lsn.Parse(taken.Manifest.Facts.Wal!.StartLsn), 16 * 1024 * 1024).File(16 * 1024 * 1024);
        var file = Directory.GetFiles(Path.Combine(_bench.StoreFolder("near"), "drc/v1/w"), $"{needed}*.zst.age", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        bytes[bytes.Length / 2] ^= 1;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(file, bytes, Ct);

        var damaged = await ProvenShelf.RunAsync(Request(taken, VerificationLevel.Restored));
        File.Delete(file);
        var missing = await ProvenShelf.RunAsync(Request(taken, VerificationLevel.Restored));

        Assert.Equal((Verdict.Fail, VerificationLevel.Structure, false), (damaged.Verdict, damaged.Reached, damaged.IsCopyDamaged));
        Assert.Contains(Path.GetFileName(file), damaged.Fault, StringComparison.Ordinal);
        Assert.Equal((Verdict.Fail, VerificationLevel.Structure, false), (missing.Verdict, missing.Reached, missing.IsCopyDamaged));
        Assert.Contains("The cluster could not be recovered", missing.Fault, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Scratch));
    }

    [Fact]
    public async Task What_this_machine_lacks_is_no_failure_of_the_base_backup()
    {
        var taken = await _bench.TakeBaseAsync(progress: null);
        var bytes = CanonicalJson.Bytes(taken.Manifest with { Facts = taken.Manifest.Facts with { ServerVersion = "PostgreSQL 99.1" } });
        var folder = Path.Combine(_bench.StoreFolder("near"), taken.Folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, StoreLayout.ManifestFile), bytes, Ct);
        await File.WriteAllBytesAsync(Path.Combine(folder, StoreLayout.SignatureFile), _bench.Signer.Sign(bytes), Ct);

        var outcome = await ProvenShelf.RunAsync(Request(taken, VerificationLevel.Restored));

        Assert.Equal((Verdict.NotVerifiableHere, VerificationLevel.Structure, false), (outcome.Verdict, outcome.Reached, outcome.IsCopyDamaged));
        Assert.Contains("99", outcome.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_that_this_machine_lacks_is_no_failure_of_the_base_backup_though_the_recovery_had_begun()
    {
        await _bench.Cluster.ExecuteAsync("ALTER SYSTEM SET max_locks_per_transaction = 100000000"); // terabytes, from its next start on
        var taken = await _bench.TakeBaseAsync(progress: null);

        var outcome = await ProvenShelf.RunAsync(Request(taken, VerificationLevel.Restored));

        Assert.True(outcome is { Verdict: Verdict.NotVerifiableHere, Reached: VerificationLevel.Structure, IsCopyDamaged: false }, outcome.Fault);
        Assert.Contains("Cannot allocate memory", outcome.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_was_broken_at_its_source_is_found_though_every_hash_is_right()
    {
        await _bench.Cluster.ExecuteAsync("INSERT INTO entry SELECT n, repeat('x', 50) FROM generate_series(10, 500) n");
        await _bench.Cluster.ExecuteAsync("VACUUM (FREEZE) entry");
        var path = Path.Combine(_bench.Cluster.Data, (string)(await _bench.Cluster.ScalarAsync("SELECT pg_relation_filepath('entry')"))!);
        await _bench.Cluster.StopAsync();
        await using (var file = File.OpenWrite(path))
        {
            file.Position = 24 + (4 * 3); // the fourth line pointer of the first page
            await file.WriteAsync(new byte[] { 0xFF, 0xFF, 0x00, 0x00 }, Ct);
        }

        await _bench.Cluster.StartAsync();
        var taken = await _bench.TakeBaseAsync(progress: null);

        var outcome = await ProvenShelf.RunAsync(Request(taken, VerificationLevel.Restored));

        Assert.True(outcome is { Verdict: Verdict.Fail, Reached: VerificationLevel.Structure }, outcome.Fault);
        Assert.True(outcome.Fault!.Contains("pg_amcheck found corruption", StringComparison.Ordinal), outcome.Fault);
    }

    private VerificationRequest Request(BaseBackup taken, VerificationLevel level, params ContentCheck[] checks) => new()
    {
        RunId = Guid.CreateVersion7(), Store = _bench.Near, Folder = taken.Folder, Level = level, Trusted = _bench.Trusted, ScratchFolder = Scratch, BackupId = taken.Manifest.BackupId, Checks = checks,
        Identities = new IdentityFile(_secrets.Write($"identity-{Path.GetRandomFileName()}", _bench.Keys.Identity.Reveal() + "\n")),
    };
}
