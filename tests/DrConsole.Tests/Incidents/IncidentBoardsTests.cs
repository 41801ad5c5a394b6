using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace DrConsole.Tests.Incidents;

public sealed class IncidentBoardsTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly LiveFeed _feed = new();
    private TestConsole _console = default!;
    private CountingQueries _queries = default!;
    private IncidentBoards _boards = default!;
    private Guid _incident;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _incident = await _console.DeclareAsync();
        _queries = new(_console.Incidents);
        _boards = new(_queries, _console.Get<IncidentSnapshots>(), _console.Get<IncidentJournal>(), _feed, TimeProvider.System, NullLogger<IncidentBoards>.Instance);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task However_many_pages_are_open_a_change_is_read_once()
    {
        var pages = Enumerable.Range(0, 50).Select(_ => new PageProbe()).ToList();
        var watches = pages.ConvertAll(page => _boards.Watch(_incident, page.Show));
        await Until.TrueAsync(() => pages.TrueForAll(page => page.Newest?.Board is not null));
        var before = _queries.Reads;

        await AddNoteAsync("Seen by all");
        _feed.Publish(Topic.Incident(_incident));
        await Until.TrueAsync(() => pages.TrueForAll(page => page.Newest!.Board!.Timeline[0].Detail == "Seen by all"));

        Assert.Equal(1, _queries.Reads - before);
        watches.ForEach(watch => watch.Dispose());
    }

    [Fact]
    public async Task What_did_not_change_keeps_its_instance()
    {
        var page = new PageProbe();
        using var watch = _boards.Watch(_incident, page.Show);
        await Until.TrueAsync(() => page.Newest?.Board is not null);
        var before = page.Newest!.Board!;
        var item = before.Checklists[0].Items[0];

        await _console.Desk.MoveItemAsync(_console.Responder, TestConsole.NewId(), _incident, item.Id, ItemState.Done, null, item.Revision, Ct);
        _feed.Publish(Topic.Incident(_incident));
        await Until.TrueAsync(() => page.Newest!.Board!.Timeline.Count == 2);

        var after = page.Newest!.Board!;
        Assert.NotSame(item, after.Checklists[0].Items[0]);
        Assert.Same(before.Checklists[0].Items[1], after.Checklists[0].Items[1]);
        Assert.Same(before.Checklists[1], after.Checklists[1]);
        Assert.Same(before.Timeline[0], after.Timeline[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_board_that_cannot_be_read_is_said_to_be_old_and_read_again(bool isCancelled)
    {
        var page = new PageProbe();
        using var watch = _boards.Watch(_incident, page.Show);
        await Until.TrueAsync(() => page.Newest?.Board is not null);

        _queries.FailNext = isCancelled ? new OperationCanceledException("Cancelled by something below.") : new TimeoutException("The database is away.");
        await AddNoteAsync("After the outage");
        _feed.Publish(Topic.Incident(_incident));
        await Until.TrueAsync(() => page.Newest is { IsFresh: true } fresh && fresh.Board!.Timeline[0].Detail == "After the outage");

        Assert.Contains(page.All, state => state is { IsFresh: false, Board: not null });
    }

    [Fact]
    public async Task The_last_page_that_leaves_ends_the_reading()
    {
        var page = new PageProbe();
        var watch = _boards.Watch(_incident, page.Show);
        await Until.TrueAsync(() => page.Newest?.Board is not null);
        watch.Dispose();
        watch.Dispose(); // leaving twice is leaving once
        var before = _queries.Reads;

        _feed.Publish(Topic.Incident(_incident));
        var second = new PageProbe();
        using var again = _boards.Watch(_incident, second.Show);
        await Until.TrueAsync(() => second.Newest?.Board is not null);

        Assert.Equal(1, _queries.Reads - before);
    }

    private Task AddNoteAsync(string text) => _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, text, null, null, Ct);

    private sealed class PageProbe
    {
        private readonly List<BoardState> _all = [];

        public BoardState? Newest { get; private set; }

        public IReadOnlyList<BoardState> All
        {
            get
            {
                lock (_all)
                {
                    return [.. _all];
                }
            }
        }

        public void Show(BoardState state)
        {
            lock (_all)
            {
                _all.Add(state);
            }

            Newest = state;
        }
    }

    private sealed class CountingQueries(IIncidentQueries inner) : IIncidentQueries
    {
        private int _reads;

        public int Reads => _reads;

        public Exception? FailNext { get; set; }

        public Task<IncidentBoard?> BoardAsync(Guid incidentId, CancellationToken ct)
        {
            if (FailNext is { } failure)
            {
                FailNext = null;
                throw failure;
            }

            Interlocked.Increment(ref _reads);
            return inner.BoardAsync(incidentId, ct);
        }

        public Task<IReadOnlyDictionary<Guid, long>> OpenAsync(CancellationToken ct) => inner.OpenAsync(ct);

        public Task<IncidentList> ListAsync(IncidentFilter filter, CancellationToken ct) => inner.ListAsync(filter, ct);

        public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Guid incidentId, long? before, string? search, int take, CancellationToken ct) => inner.TimelineAsync(incidentId, before, search, take, ct);
    }
}
