using System.Data.Common;
using DrConsole.Database;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Incidents.Journal;

/// <summary>A database that takes what it is told and does not answer, or for which the console has a defect.</summary>
public sealed class HangingDatabaseTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_act_waits_ten_seconds_and_is_then_kept_on_the_node()
    {
        using var data = new ScratchFolder();
        var (time, hang) = (new ManualTime(DateTimeOffset.UtcNow), new Hang());
        await using var console = await TestConsole.CreateAsync(postgres, services => services.AddSingleton<TimeProvider>(time)
            .AddSingleton(new ConsoleOptions { DataFolder = data.Path, MasterKeyFile = Path.Combine(data.Path, "master.key"), NodeId = "node-1" })
            .ConfigureDbContext<DrDbContext>(options => options.AddInterceptors(hang)));
        var incident = await console.DeclareAsync();
        var journal = console.Get<IncidentJournal>();
        hang.Begins = true;

        var doing = console.Get<IncidentActs>().DoAsync(console.Responder, mayRun: true, TestConsole.NewId(), incident, new NoteAct("the database hangs"), Ct);
        await hang.Began.WaitAsync(TimeSpan.FromMinutes(1), Ct);
        time.Advance(TimeSpan.FromSeconds(9));
        var early = (doing.IsCompleted, journal.Pending().Count);
        time.Advance(TimeSpan.FromSeconds(1));
        await doing;
        hang.Begins = false;
        await console.Get<JournalMerge>().MergeAsync(Ct);

        Assert.Equal((false, 0), early);
        Assert.Equal("the database hangs", (await console.Incidents.BoardAsync(incident, Ct))!.Timeline[0].Detail);
    }

    [Fact]
    public async Task What_fails_by_a_defect_is_in_the_timeline_as_not_carried_out_and_keeps_nothing_else_waiting()
    {
        using var data = new ScratchFolder();
        await using var console = await TestConsole.CreateAsync(postgres, services => services
            .AddSingleton(new ConsoleOptions { DataFolder = data.Path, MasterKeyFile = Path.Combine(data.Path, "master.key"), NodeId = "node-1" })
            .ConfigureDbContext<DrDbContext>(options => options.AddInterceptors(new Defect())));
        var incident = await console.DeclareAsync();
        var item = (await console.ItemsAsync(incident))[0];
        var journal = console.Get<IncidentJournal>();
        journal.Keep(console.Responder, TestConsole.NewId(), incident, new ItemAct(item.Id, item.Text, ItemState.Done, null, item.Revision));
        journal.Keep(console.Responder, TestConsole.NewId(), incident, new NoteAct("after it"));

        await console.Get<JournalMerge>().MergeAsync(Ct);

        Assert.Equal(["incident.note.added", "incident.act.not_carried_out"], (await console.Incidents.BoardAsync(incident, Ct))!.Timeline.Take(2).Select(entry => entry.Action));
        Assert.Empty(journal.Pending());
    }

    /// <summary>Fails at every tick.</summary>
    private sealed class Defect : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            command.CommandText.Contains("UPDATE incident_item", StringComparison.Ordinal) ? throw new InvalidOperationException("A defect, staged.") : ValueTask.FromResult(result);
    }

    /// <summary>Lets no insert of a command through until whoever waits for it gives up.</summary>
    private sealed class Hang : DbCommandInterceptor
    {
        private readonly TaskCompletionSource _began = new();

        public bool Begins { get; set; }

        public Task Began => _began.Task;

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Begins)
            {
                _began.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return result;
        }
    }
}
