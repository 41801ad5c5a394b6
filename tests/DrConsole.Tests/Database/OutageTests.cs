using System.Data.Common;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Incidents;
using DrConsole.Tests.Support;
using DrConsole.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Database;

/// <summary>PostgreSQL goes away at the worst moments. The server is this class's own.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private readonly StagedOutage _outage = new();
    private TestConsole _console = default!;
    private Guid _incident;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _console = await TestConsole.CreateAsync(_postgres, services => services.ConfigureDbContext<DrDbContext>(options => options.AddInterceptors(_outage)));
        _incident = await _console.DeclareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Theory]
    [InlineData("UPDATE incident_item")]
    [InlineData("pg_notify")]
    public async Task A_restart_in_the_middle_of_a_tick_leaves_the_tick_there_once(string command)
    {
        var item = (await _console.ItemsAsync(_incident))[0];
        _outage.Before(command, _postgres.RestartAsync);

        var isSaved = await new Saving(TimeProvider.System, Ct).RunAsync((id, ct) => TickAsync(item, id, ct), () => { });

        Assert.True(isSaved && _outage.Happened);
        await AssertTickedOnceAsync();
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_not_done_again()
    {
        var item = (await _console.ItemsAsync(_incident))[0];
        _outage.AfterCommit(() => throw new TimeoutException("The answer to the commit was lost."));

        var isSaved = await new Saving(TimeProvider.System, Ct).RunAsync((id, ct) => TickAsync(item, id, ct), () => { });

        Assert.True(isSaved && _outage.Happened);
        await AssertTickedOnceAsync();
    }

    [Fact]
    public async Task While_the_database_is_away_the_page_says_so_and_saves_when_it_is_back()
    {
        var item = (await _console.ItemsAsync(_incident))[0];
        await _postgres.StopAsync();
        var saving = new Saving(TimeProvider.System, Ct);
        var waiting = new TaskCompletionSource();

        var saved = saving.RunAsync((id, ct) => TickAsync(item, id, ct), () =>
        {
            if (saving.IsWaiting)
            {
                waiting.TrySetResult();
            }
        });
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        await _postgres.StartAsync();

        Assert.True(await saved);
        await AssertTickedOnceAsync();
    }

    private Task<int> TickAsync(BoardItem item, Guid commandId, CancellationToken ct) =>
        _console.Desk.MoveItemAsync(_console.Responder, commandId, _incident, item.Id, ItemState.Done, null, item.Revision, ct);

    private async Task AssertTickedOnceAsync()
    {
        var board = (await _console.Incidents.BoardAsync(_incident, Ct))!;
        Assert.Equal((ItemState.Done, 1), (board.Checklists[0].Items[0].State, board.Checklists[0].Items[0].Revision));
        Assert.Single(board.Timeline, entry => entry.Action == "incident.item.done");
        Assert.True((await _console.Get<AuditCheck>().VerifyAsync(Ct)).IsIntact);
    }

    /// <summary>Does something once, right before a certain command or right after the next commit.</summary>
    private sealed class StagedOutage : DbCommandInterceptor, IDbTransactionInterceptor
    {
        private string? _command;
        private Func<Task>? _beforeCommand;
        private Action? _afterCommit;

        public bool Happened { get; private set; }

        public void Before(string command, Func<Task> outage) => (_command, _beforeCommand) = (command, outage);

        public void AfterCommit(Action outage) => _afterCommit = outage;

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await BeforeAsync(command);
            return result;
        }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            await BeforeAsync(command);
            return result;
        }

        public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            var outage = Interlocked.Exchange(ref _afterCommit, null);
            Happened |= outage is not null;
            outage?.Invoke();
            return Task.CompletedTask;
        }

        private async Task BeforeAsync(DbCommand command)
        {
            if (_command is { } wanted && command.CommandText.Contains(wanted, StringComparison.Ordinal) && Interlocked.Exchange(ref _beforeCommand, null) is { } outage)
            {
                Happened = true;
                await outage();
            }
        }
    }
}
