using DrConsole.Backups.Format;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Tests.Backups;
using DrConsole.Tests.Support;
using DrConsole.Tests.Verification.Scratch;
using DrConsole.Verification;

namespace DrConsole.Tests.Verification;

public sealed class VerificationEngineTests(ProvenShelf shelf) : IClassFixture<ProvenShelf>
{
    private const string Orders =
        """
        CREATE TABLE orders (id int PRIMARY KEY, what text);
        INSERT INTO orders SELECT n, 'order ' || n FROM generate_series(1, 3000) n;
        CREATE TABLE customers (name text);
        INSERT INTO customers VALUES ('one'), ('two')
        """;

    private static int _databases;

    [Fact]
    public async Task A_good_backup_is_restored_into_a_private_server_and_its_content_compared()
    {
        var taken = await TakeOrdersAsync();

        var request = shelf.Request(taken, VerificationLevel.Content, new ContentCheck("orders are there", taken.Result.Manifest.Facts.Databases[0].Name, "SELECT count(*) FROM orders", "3000"));
        var outcome = await ProvenShelf.RunAsync(request);

        Assert.Equal((null, Verdict.Pass, VerificationLevel.Content, true), (outcome.Fault, outcome.Verdict, outcome.Reached, outcome.IsProven));
        Assert.True(outcome.Report.TablesCompared >= 2);
        Assert.Contains(outcome.Report.Steps, step => step.Name.StartsWith("fetch, decrypt and restore", StringComparison.Ordinal) && step.Seconds > 0);
        Assert.Contains(outcome.Report.Tools, tool => tool.StartsWith("PostgreSQL ", StringComparison.Ordinal));
        Assert.Contains("no network", outcome.Report.Protections);
        Assert.Empty(Directory.GetDirectories(shelf.Scratch));
        Assert.Empty(ScratchPostgresTests.Serving(request.RunId));
    }

    [Fact]
    public async Task An_empty_database_is_a_good_backup()
    {
        var outcome = await shelf.RunAsync(await shelf.TakeDatabaseAsync("nothing", "SELECT 1"), VerificationLevel.Content);

        Assert.Equal((null, Verdict.Pass, VerificationLevel.Content), (outcome.Fault, outcome.Verdict, outcome.Reached));
    }

    [Fact]
    public async Task One_changed_row_fails_and_names_its_table()
    {
        var taken = await TakeOrdersAsync();
        shelf.Sign(taken, manifest => Change(manifest, "public.customers", table => table with { Hash = "0" + table.Hash![1..] == table.Hash ? "1" + table.Hash[1..] : "0" + table.Hash[1..] }));

        var outcome = await ProvenShelf.RunAsync(shelf.Request(taken, VerificationLevel.Restored) with { ManifestSha256 = null });

        Assert.Equal((Verdict.Fail, VerificationLevel.Structure, false), (outcome.Verdict, outcome.Reached, outcome.IsProven));
        Assert.Contains("public.customers", outcome.Fault, StringComparison.Ordinal);
        Assert.Contains("public.customers", Assert.Single(outcome.Report.Differences), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM orders", "4", "found 3000, and 4 was expected")]
    [InlineData("SELECT 1 WHERE false", null, "found no row")]
    [InlineData("DELETE FROM orders RETURNING id", null, "could not be carried out: cannot execute DELETE in a read-only transaction")]
    public async Task A_check_of_the_administrator_that_does_not_hold_fails_the_backup(string sql, string? expected, string fault)
    {
        var taken = await TakeOrdersAsync();

        var outcome = await shelf.RunAsync(taken, VerificationLevel.Content, new ContentCheck("mine", taken.Result.Manifest.Facts.Databases[0].Name, sql, expected));

        Assert.Equal((Verdict.Fail, VerificationLevel.Restored), (outcome.Verdict, outcome.Reached));
        Assert.Contains(fault, outcome.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VerificationLevel.ReadBack)]
    [InlineData(VerificationLevel.Content)]
    public async Task One_flipped_bit_fails_the_reading_back_and_names_the_object(VerificationLevel level)
    {
        var taken = await TakeOrdersAsync();
        Flip(taken.SliceOf(StreamFormat.PostgresArchive));

        var outcome = await shelf.RunAsync(taken, level);

        Assert.Equal((Verdict.Fail, VerificationLevel.Exists, true), (outcome.Verdict, outcome.Reached, outcome.IsCopyDamaged));
        Assert.Contains(Path.GetFileName(taken.SliceOf(StreamFormat.PostgresArchive)), outcome.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_object_fails_the_first_look()
    {
        var taken = await TakeOrdersAsync();
        await using (var file = File.OpenWrite(taken.Slice()))
        {
            file.SetLength(file.Length - 1);
        }

        var outcome = await shelf.RunAsync(taken, VerificationLevel.Exists);

        Assert.Equal((Verdict.Fail, null, true), (outcome.Verdict, outcome.Reached, outcome.IsCopyDamaged));
    }

    [Fact]
    public async Task An_object_replaced_by_another_of_the_same_length_is_noticed()
    {
        var taken = await TakeOrdersAsync();
        var path = taken.SliceOf(StreamFormat.PostgresArchive);
        await File.WriteAllBytesAsync(path, new byte[new FileInfo(path).Length], TestContext.Current.CancellationToken);

        var outcome = await shelf.RunAsync(taken, VerificationLevel.ReadBack);

        Assert.Equal((Verdict.Fail, true), (outcome.Verdict, outcome.IsCopyDamaged));
    }

    [Fact]
    public async Task A_manifest_that_was_changed_or_signed_by_a_stranger_is_not_restored()
    {
        var taken = await TakeOrdersAsync();
        var stranger = shelf.Request(taken, VerificationLevel.Content) with { Trusted = new([ManifestSigner.Create().PublicPem]) };

        var outcome = await ProvenShelf.RunAsync(stranger);
        Assert.Equal((Verdict.Fail, null), (outcome.Verdict, outcome.Reached));
        Assert.Empty(outcome.Report.Tools);

        Flip(taken.PathOf(StoreLayout.SignatureFile));
        Assert.Equal((Verdict.Fail, true), await shelf.RunAsync(taken, VerificationLevel.Content) is var changed ? (changed.Verdict, changed.IsCopyDamaged) : default);
    }

    [Fact]
    public async Task A_manifest_swapped_with_an_older_one_is_noticed_though_its_signature_is_good()
    {
        var (taken, other) = (await TakeOrdersAsync(), await TakeOrdersAsync());
        foreach (var file in (string[])[StoreLayout.ManifestFile, StoreLayout.SignatureFile])
        {
            File.Copy(other.PathOf(file), taken.PathOf(file), overwrite: true);
        }

        var swapped = await shelf.RunAsync(taken, VerificationLevel.Exists);
        shelf.Sign(taken, manifest => manifest with { System = "another" });
        var rewritten = await shelf.RunAsync(taken, VerificationLevel.Exists);

        Assert.Equal((Verdict.Fail, Verdict.Fail), (swapped.Verdict, rewritten.Verdict));
        Assert.Contains("somebody replaced it", rewritten.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_lack_the_key_says_nothing_about_the_backup()
    {
        var taken = await TakeOrdersAsync();
        using var other = await AgePair.MakeAsync();

        var outcome = await ProvenShelf.RunAsync(shelf.Request(taken, VerificationLevel.ReadBack) with { Identities = other.Identity });

        Assert.Equal((Verdict.NotVerifiableHere, VerificationLevel.Exists, false), (outcome.Verdict, outcome.Reached, outcome.IsCopyDamaged));
        Assert.Contains("None of the identities here opens this backup", outcome.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PostgreSQL 9.6", "postgresql-9")]
    [InlineData(null, "does not say which version")]
    public async Task Another_major_version_is_not_verifiable_here_and_names_its_cure(string? version, string cure)
    {
        var taken = await TakeOrdersAsync();
        shelf.Sign(taken, manifest => manifest with { Facts = manifest.Facts with { ServerVersion = version } });

        var outcome = await ProvenShelf.RunAsync(shelf.Request(taken, VerificationLevel.Content) with { ManifestSha256 = null });

        Assert.Equal((Verdict.NotVerifiableHere, VerificationLevel.Structure), (outcome.Verdict, outcome.Reached));
        Assert.Contains(cure, outcome.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_extension_is_not_verifiable_here_and_names_it()
    {
        var taken = await TakeOrdersAsync();
        shelf.Sign(taken, manifest => manifest with
        {
            Facts = manifest.Facts with { Databases = [.. manifest.Facts.Databases.Select(database => database with { Extensions = ["postgis 3.4"] })] },
        });

        var outcome = await ProvenShelf.RunAsync(shelf.Request(taken, VerificationLevel.Content) with { ManifestSha256 = null });

        Assert.Equal((Verdict.NotVerifiableHere, VerificationLevel.Structure), (outcome.Verdict, outcome.Reached));
        Assert.Contains("postgis", outcome.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_an_archive_whose_hashes_are_right_fails_at_its_structure()
    {
        var whole = await TakeOrdersAsync();
        var archive = whole.Result.Manifest.Streams.ToList().FindIndex(stream => stream.Format == StreamFormat.PostgresArchive);
        var bytes = await shelf.Bench.ReadAsync(whole.Store, whole.Result, archive);
        var taken = await shelf.TakeAsync(new MadeSource(MadeSource.Bytes("orders.pgdump", bytes[..(bytes.Length / 2)], StreamFormat.Raw)), "postgres");
        shelf.Sign(taken, manifest => manifest with { Streams = [manifest.Streams[0] with { Format = StreamFormat.PostgresArchive }] });

        var outcome = await ProvenShelf.RunAsync(shelf.Request(taken, VerificationLevel.Structure) with { ManifestSha256 = null });

        Assert.Equal((Verdict.Fail, VerificationLevel.ReadBack, false), (outcome.Verdict, outcome.Reached, outcome.IsCopyDamaged));
        Assert.Contains("pg_restore cannot read orders.pgdump", outcome.Fault, StringComparison.Ordinal);
    }

    private Task<Taken> TakeOrdersAsync() => shelf.TakeDatabaseAsync($"orders{Interlocked.Increment(ref _databases)}", Orders);

    private static Manifest Change(Manifest manifest, string table, Func<TableFingerprint, TableFingerprint> change) => manifest with
    {
        Facts = manifest.Facts with
        {
            Databases = [.. manifest.Facts.Databases.Select(database => database with { Tables = [.. database.Tables.Select(found => found.Table == table ? change(found) : found)] })],
        },
    };

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
