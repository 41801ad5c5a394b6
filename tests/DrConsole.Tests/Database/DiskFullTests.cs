using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

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
        if (Environment.IsPrivilegedProcess)
        {
            await ChildProcess.ReadAsync(new("chown", ["postgres", disk.Path]), Ct);
        }

        await using var postgres = new PostgresServer { Folder = Path.Combine(disk.Path, "pg") };
        await using var console = await TestConsole.CreateAsync(postgres);
        var incident = await console.DeclareAsync();
        await FillAsync(Path.Combine(disk.Path, "filler"));

        var (acknowledged, refused, failure) = await NoteUntilRefusedAsync(console, incident);
        File.Delete(Path.Combine(disk.Path, "filler"));
        if (await Attempt.Async(() => CountAsync(console)) is not null)
        {
            await postgres.RestartAsync(); // PostgreSQL itself gave up, as it does when there is no room for its log
        }

        await NoteAsync(console, incident, refused);
        await NoteAsync(console, incident, refused); // its answer was lost, so it is sent once more

        Assert.True(DatabaseAway.Is(failure), failure.ToString()); // which a page shows as "not saved, trying again"
        Assert.Equal(acknowledged + 1, await CountAsync(console));
        var verdict = await console.Get<AuditCheck>().VerifyAsync(Ct);
        Assert.True(verdict.IsIntact, string.Join(' ', verdict.Faults));
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
