using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Database;

/// <summary>The disk of the console's own database fills up.</summary>
public sealed class DiskFullTests
{
    private const int MostNotes = 20_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_called_saved_that_is_not_and_with_room_again_the_same_command_is_done_once()
    {
        await using var disk = await SmallDisk.MountAsync("250m");
        await OwnAsync(disk);
        await using var postgres = new PostgresServer { Folder = Path.Combine(disk.Path, "pg") };
        await using var console = await TestConsole.CreateAsync(postgres);
        var incident = await console.DeclareAsync();
        await FillAsync(Path.Combine(disk.Path, "filler"));

        var (acknowledged, refused, failure) = await NoteUntilRefusedAsync(console, incident);
        await MakeRoomAsync(disk, console, postgres);
        await NoteAsync(console, incident, refused);
        await NoteAsync(console, incident, refused); // its answer was lost, so it is sent once more

        Assert.True(DatabaseAway.Is(failure), failure.ToString()); // so that what responders do is kept on the node, and the rest is "not saved, trying again"
        Assert.Equal(acknowledged + 1, await CountAsync(console));
        var verdict = await console.Get<AuditCheck>().VerifyAsync(Ct);
        Assert.True(verdict.IsIntact, string.Join(' ', verdict.Faults));
    }

    [Fact]
    public async Task What_responders_do_meanwhile_is_kept_beside_it_and_brought_once_when_there_is_room_again()
    {
        await using var disk = await SmallDisk.MountAsync("250m");
        await OwnAsync(disk);
        using var data = new ScratchFolder();
        await using var postgres = new PostgresServer { Folder = Path.Combine(disk.Path, "pg") };
        await using var console = await TestConsole.CreateAsync(postgres, services => services.AddSingleton(new ConsoleOptions
        {
            DataFolder = data.Path, MasterKeyFile = Path.Combine(data.Path, "master.key"), NodeId = "node-1",
        }));
        var incident = await console.DeclareAsync();
        await FillAsync(Path.Combine(disk.Path, "filler"));
        await NoteUntilRefusedAsync(console, incident);

        var item = (await console.Get<IncidentBoards>().ReadAsync(incident, Ct)).Board?.Checklists[0].Items[0] ?? throw new InvalidOperationException("A full disk can be read.");
        await console.Get<IncidentActs>().DoAsync(console.Responder, mayRun: true, TestConsole.NewId(), incident, new ItemAct(item.Id, item.Text, ItemState.Done, null, item.Revision), Ct);
        var kept = console.Get<IncidentJournal>().Pending(incident).Count;
        var meanwhile = (await console.Get<IncidentBoards>().ReadAsync(incident, Ct)).Board?.Checklists[0].Items[0];
        await MakeRoomAsync(disk, console, postgres);
        await console.Get<JournalMerge>().MergeAsync(Ct);

        Assert.Equal((1, ItemState.Done, true), (kept, meanwhile?.State, meanwhile?.IsKept));
        Assert.Equal((ItemState.Done, 1), ((await console.ItemsAsync(incident))[0].State, (await console.ItemsAsync(incident))[0].Revision));
        Assert.Empty(console.Get<IncidentJournal>().Pending());
    }

    private static async Task OwnAsync(SmallDisk disk)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await ChildProcess.ReadAsync(new("chown", ["postgres", disk.Path]), Ct);
        }
    }

    private static async Task MakeRoomAsync(SmallDisk disk, TestConsole console, PostgresServer postgres)
    {
        File.Delete(Path.Combine(disk.Path, "filler"));
        if (await Attempt.Async(() => CountAsync(console)) is not null)
        {
            await postgres.RestartAsync(); // PostgreSQL itself gave up, as it does when there is no room for its log
        }
    }

    private static async Task<(int Acknowledged, Guid Refused, Exception Failure)> NoteUntilRefusedAsync(TestConsole console, Guid incident)
    {
        for (var number = 0; number < MostNotes; number++)
        {
            var command = TestConsole.NewId();
            if (await Attempt.Async(() => NoteAsync(console, incident, command)) is { } failure)
            {
                return (number, command, failure);
            }
        }

        throw new InvalidOperationException("The disk never was full.");
    }

    private static Task NoteAsync(TestConsole console, Guid incident, Guid command) => console.Desk.AddNoteAsync(console.Commander, command, incident, new string('n', 1500), null, null, Ct);

    private static Task<int> CountAsync(TestConsole console) => console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "incident.note.added", Ct));

    private static async Task FillAsync(string path)
    {
        try
        {
            await using var filler = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
            var zeros = new byte[64 * 1024];
            while (true)
            {
                await filler.WriteAsync(zeros, Ct);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
