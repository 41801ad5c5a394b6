using DrConsole.Backups;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Retention;
using DrConsole.Backups.Wal;
using DrConsole.Tests.Support;
using DrConsole.Verification;

namespace DrConsole.Tests.Backups.Catalogue;

public sealed class BackupQueriesTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);
    private TestConsole _console = default!;
    private BackupSeed _seed = default!;
    private Guid _near;
    private Guid _far;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IBackupQueries Backups => _console.Get<IBackupQueries>();

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _seed = new(_console);
        _near = await _seed.StoreAsync("near", "Hamburg");
        _far = await _seed.StoreAsync("far", "Madrid");
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended_also_between_backups_of_one_instant()
    {
        var ids = new List<Guid>();
        for (var n = 0; n < 5; n++)
        {
            ids.Add(await _seed.BackupAsync(null, "orders", Start.AddHours(n / 2), [(_near, CopyState.Present)]));
        }

        var first = await Backups.ListAsync(new(Take: 2), Ct);
        var second = await Backups.ListAsync(new(Take: 2, After: first.Rows[^1].Place), Ct);
        var third = await Backups.ListAsync(new(Take: 2, After: second.Rows[^1].Place), Ct);

        Assert.Equal((true, true, false), (first.HasMore, second.HasMore, third.HasMore));
        Assert.Equal(ids.Order(), first.Rows.Concat(second.Rows).Concat(third.Rows).Select(row => row.Id).Order());
    }

    [Fact]
    public async Task Filters_find_what_is_unproven_incomplete_held_or_in_a_store()
    {
        var proven = await _seed.BackupAsync(null, "orders", Start, [(_near, CopyState.Present)], provenAt: Start.AddHours(1));
        var half = await _seed.BackupAsync(null, "orders", Start.AddDays(1), [(_near, CopyState.Present), (_far, CopyState.Missing)]);
        var ledger = await _seed.BackupAsync(null, "ledger", Start.AddDays(2), [(_far, CopyState.Present)]);
        await _seed.AddAsync(new BackupHold { Id = Guid.CreateVersion7(), BackupId = ledger, Reason = "law", ByName = "Ann", At = Start }, hold => hold.Id);

        Assert.Equal([proven], await IdsAsync(new(Proof: BackupProof.Proven)));
        Assert.Equal([ledger, half], await IdsAsync(new(Proof: BackupProof.Unproven)));
        Assert.Equal([half], await IdsAsync(new(Proof: BackupProof.Incomplete)));
        Assert.Equal([ledger], await IdsAsync(new(Proof: BackupProof.Held)));
        Assert.Equal([ledger, half], await IdsAsync(new(StoreId: _far)));
        Assert.Equal([half, proven], await IdsAsync(new(Source: "orders")));
    }

    [Fact]
    public async Task A_removed_backup_is_listed_only_when_it_is_asked_for()
    {
        var gone = await _seed.BackupAsync(null, "orders", Start, [(_near, CopyState.Deleted)], change: backup => backup.RemovedAt = Start.AddDays(9));

        Assert.Empty(await IdsAsync(new()));
        Assert.Equal([gone], await IdsAsync(new(WithRemoved: true)));
    }

    [Fact]
    public async Task A_backup_is_shown_with_its_copies_examinations_holds_and_what_it_needs()
    {
        var policy = await _seed.PolicyAsync("Orders nightly");
        var whole = await _seed.BackupAsync(policy, "orders", Start, [(_near, CopyState.Present)]);
        var backup = await _seed.BackupAsync(policy, "orders", Start.AddDays(1), [(_near, CopyState.Present), (_far, CopyState.Damaged)], change: null, manifest: "{ not json");
        await _seed.ExaminationAsync(whole, _near, Start.AddHours(2), Verdict.Pass, new VerificationStep("restore", 12, "done"));
        await _seed.AddAsync(new BackupHold { Id = Guid.CreateVersion7(), SystemName = "Orders", Reason = "incident", ByName = "Ann", At = Start }, hold => hold.Id);

        var damaged = (await Backups.FindAsync(backup, Ct))!;
        var examined = (await Backups.FindAsync(whole, Ct))!;

        Assert.Null(damaged.Manifest); // text from a store may be anything: the page must still open
        Assert.Equal(["far", "near"], damaged.Row.Copies.Select(copy => copy.StoreName));
        Assert.Equal("A slice has another hash.", damaged.Row.Copies[0].Fault);
        Assert.Equal("Orders nightly", damaged.Row.PolicyName);
        Assert.True(damaged.Row.IsHeld);
        Assert.Equal("incident", Assert.Single(damaged.Holds).Reason);
        Assert.Equal(12, Assert.Single(Assert.Single(examined.Examinations).Report!.Steps).Seconds);
        Assert.Null(await Backups.FindAsync(Guid.CreateVersion7(), Ct));
    }

    [Fact]
    public async Task The_timeline_shows_only_what_some_store_has_whole_and_windows_of_shipped_log()
    {
        var policy = await _seed.PolicyAsync("Orders cluster");
        var first = await _seed.BackupAsync(policy, "orders-cluster", Start, [(_near, CopyState.Present)], provenAt: Start.AddHours(1));
        var second = await _seed.BackupAsync(policy, "orders-cluster", Start.AddDays(1), [(_near, CopyState.Present), (_far, CopyState.Missing)]);
        await _seed.BackupAsync(policy, "orders-cluster", Start.AddDays(2), [(_near, CopyState.Damaged)]);
        await _seed.AddAsync(new WalSegment { PolicyId = policy, Name = "000000010000000000000042", SystemIdentifier = "1", Timeline = 1, ShippedAt = Start.AddDays(3), CoversUntil = Start.AddDays(3), StoreIds = [_near] }, segment => segment.Name);

        var timeline = Assert.Single(await Backups.TimelineAsync(Start.AddDays(-1), Start.AddDays(5), Ct));

        Assert.Equal([first, second], timeline.Points.Select(point => point.BackupId));
        Assert.Equal(1, timeline.Points[1].MissingCopies);
        Assert.Equal([(first, Start, Start.AddDays(1), true), (second, Start.AddDays(1), Start.AddDays(3), false)], timeline.Windows.Select(window => (window.BackupId, window.From, window.Until, window.IsProven)));
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(BackupFilter filter) => [.. (await Backups.ListAsync(filter, Ct)).Rows.Select(row => row.Id)];
}
