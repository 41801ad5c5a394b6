using DrConsole.Incidents;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Incidents;

/// <summary>Two nodes of the console on one database, each with its own ear on PostgreSQL.</summary>
public sealed class AcrossNodesTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly CancellationTokenSource _stopping = new();
    private TestConsole _console = default!;
    private ServiceProvider _otherNode = default!;
    private LiveFeedListener _ear = default!;
    private Task _listening = Task.CompletedTask;
    private Guid _incident;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _incident = await _console.DeclareAsync();
        _otherNode = new ServiceCollection().AddLogging().AddCore(_console.Database.AppConnectionString).BuildServiceProvider();
        _ear = _otherNode.GetRequiredService<LiveFeedListener>();
        _listening = _ear.RunAsync(_stopping.Token);
        await Until.TrueAsync(() => _ear.IsListening);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Attempt.Async(() => _listening);
        _stopping.Dispose();
        await _otherNode.DisposeAsync();
        await _console.DisposeAsync();
    }

    [Fact]
    public async Task What_is_done_on_one_node_shows_on_the_pages_of_the_other()
    {
        BoardState? seen = null;
        using var page = _otherNode.GetRequiredService<IncidentBoards>().Watch(_incident, state => seen = state);
        await Until.TrueAsync(() => seen?.Board is not null);

        await AddNoteAsync("From the first node");

        await Until.TrueAsync(() => seen!.Board!.Timeline[0].Detail == "From the first node");
    }

    [Fact]
    public async Task A_node_whose_connection_was_cut_catches_up_with_what_it_missed()
    {
        BoardState? seen = null;
        using var page = _otherNode.GetRequiredService<IncidentBoards>().Watch(_incident, state => seen = state);
        await Until.TrueAsync(() => seen?.Board is not null);

        await _console.Database.ExecuteAsOwnerAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'drconsole listener' AND datname = current_database()");
        await AddNoteAsync("While nobody listened");

        await Until.TrueAsync(() => seen!.Board!.Timeline[0].Detail == "While nobody listened");
        await Until.TrueAsync(() => _ear.IsListening);
    }

    private Task<Guid> AddNoteAsync(string text) => _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, text, null, null, Ct);
}
