using System.Security.Cryptography;
using DrConsole.Access;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Incidents.Journal;

/// <summary>The file that a node writes while the database is away.</summary>
public sealed class JournalFileTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Responder = new(ActorKind.User, Guid.CreateVersion7(), "The responder");
    private static readonly Guid Incident = Guid.CreateVersion7();
    private readonly ScratchFolder _folder = new();

    public JournalFileTests() => Directory.CreateDirectory(_folder.Path);

    private string File1 => Path.Combine(_folder.Path, "one.ndjson");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_kept_is_read_back_as_it_was_and_what_was_settled_is_not()
    {
        Guid first = Guid.CreateVersion7(), second = Guid.CreateVersion7();
        using (var file = JournalFile.Begin(File1))
        {
            file.Keep(Responder, first, Incident, new NoteAct("The standby answers"), "node-1", At);
            file.Keep(Responder, second, Incident, new ItemAct(Guid.Empty, "Stop the jobs", ItemState.Skipped, "none run", 3), "node-1", At.AddSeconds(1));
            file.Settle(file.Pending[0], JournalLine.Recorded, "node-1", At.AddSeconds(9));
        }

        var (bytes, lines) = (File.ReadAllBytes(File1), Lines());
        using var again = JournalFile.TakeOver(File1)!;

        var kept = Assert.Single(again.Pending);
        Assert.Equal((second, Incident, Responder, At.AddSeconds(1), "node-1"), (kept.CommandId, kept.IncidentId, kept.Actor, kept.Kept.At, kept.Kept.Node));
        Assert.Equal(new ItemAct(Guid.Empty, "Stop the jobs", ItemState.Skipped, "none run", 3), kept.Act);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(lines[0].Length + 1, lines[1].Length))), kept.Kept.Hash);
    }

    [Fact]
    public void Only_the_owner_can_read_it()
    {
        using var file = JournalFile.Begin(File1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(File1));
    }

    [Fact]
    public void Half_a_line_of_a_node_that_died_is_cut_and_the_journal_goes_on()
    {
        KeepTwo();
        File.AppendAllText(File1, "{\"sequence\":3,\"prev");

        using (var again = JournalFile.TakeOver(File1)!)
        {
            Assert.Equal(2, again.Pending.Count);
            again.Keep(Responder, Guid.CreateVersion7(), Incident, new NoteAct("third"), "node-2", At);
        }

        using var once = JournalFile.TakeOver(File1)!;
        Assert.Equal(["first", "second", "third"], once.Pending.Select(kept => ((NoteAct)kept.Act).Text));
    }

    [Theory]
    [InlineData(0, "first", "fake!")] // changed
    [InlineData(1, "\"sequence\":2", "\"sequence\":3")]
    [InlineData(0, "{", "")] // no JSON
    public void One_that_was_changed_is_refused_and_left_as_it_is(int line, string before, string after)
    {
        KeepTwo();
        var lines = Lines();
        lines[line] = lines[line].Replace(before, after, StringComparison.Ordinal);
        File.WriteAllLines(File1, lines);
        var content = File.ReadAllText(File1);

        var refusal = Assert.Throws<InvalidDataException>(() => JournalFile.TakeOver(File1));

        Assert.Contains("line", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(File1));
    }

    [Fact]
    public void One_that_a_living_node_holds_is_not_taken_over()
    {
        using var held = JournalFile.Begin(File1);

        Assert.Null(JournalFile.TakeOver(File1));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_called_kept_and_with_room_again_it_is()
    {
        await using var disk = await SmallDisk.MountAsync("64k");
        var path = Path.Combine(disk.Path, "journal.ndjson");
        var filler = Path.Combine(disk.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[40 * 1024], TestContext.Current.CancellationToken);
        using (var file = JournalFile.Begin(path))
        {
            Assert.Throws<IOException>(() => file.Keep(Responder, Guid.CreateVersion7(), Incident, new NoteAct(new string('n', 60_000)), "node-1", At));
            Assert.Empty(file.Pending);
            File.Delete(filler);
            file.Keep(Responder, Guid.CreateVersion7(), Incident, new NoteAct("with room"), "node-1", At);
        }

        using var again = JournalFile.TakeOver(path)!;
        Assert.Equal(new NoteAct("with room"), Assert.Single(again.Pending).Act);
    }

    private void KeepTwo()
    {
        using var file = JournalFile.Begin(File1);
        file.Keep(Responder, Guid.CreateVersion7(), Incident, new NoteAct("first"), "node-1", At);
        file.Keep(Responder, Guid.CreateVersion7(), Incident, new NoteAct("second"), "node-1", At);
    }

    private string[] Lines() => File.ReadAllLines(File1);
}
