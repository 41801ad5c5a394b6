using System.Runtime.InteropServices;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Platform;

namespace DrConsole.Incidents.Journal;

/// <summary>
/// One journal on disk: what a node kept during one outage. Lines are only added, and each is on the disk before anybody is told that it is kept.
/// The file is locked while it is open; one that nobody holds was left by a node that died.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _file;
    private readonly List<KeptAct> _pending = [];
    private long _sequence;
    private string _previous = AuditBody.Genesis;

    private JournalFile(FileStream file) => _file = file;

    public string Path => _file.Name;

    /// <summary>True before the first line.</summary>
    public bool IsEmpty => _sequence == 0;

    /// <summary>What was kept and is not settled, in its order.</summary>
    public IReadOnlyList<KeptAct> Pending => _pending;

    /// <summary>Begins one, whose name survives a power failure.</summary>
    /// <exception cref="IOException">It could not be begun, or its name could not be brought to the disk.</exception>
    public static JournalFile Begin(string path)
    {
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, UnixCreateMode = OwnerOnly });
        using var folder = Libc.Open(null, System.IO.Path.GetDirectoryName(file.Name)!, Libc.ReadOnly | Libc.Folder);
        if (folder is null || !Libc.SyncFolder(folder))
        {
            var error = Marshal.GetLastPInvokeError();
            file.Dispose();
            File.Delete(path);
            throw new IOException($"The name of {path} could not be brought to the disk (error {error}).");
        }

        return new(file);
    }

    /// <summary>Takes over one that was left behind; null while another node holds it.</summary>
    /// <exception cref="InvalidDataException">It was changed or damaged; it is left as it is.</exception>
    public static JournalFile? TakeOver(string path)
    {
        FileStream file;
        try
        {
            file = new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        }
        catch (IOException)
        {
            return null;
        }

        var journal = new JournalFile(file);
        try
        {
            journal.ReadBack();
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Keeps an act: when this returns, it is on the disk.</summary>
    /// <exception cref="IOException">It could not be written; the journal is as it was.</exception>
    public KeptAct Keep(Actor actor, Guid commandId, Guid incidentId, IncidentAct act, string node, DateTimeOffset at)
    {
        var hash = Append(new(_sequence + 1, _previous, at, node, commandId, incidentId, actor, act));
        var kept = new KeptAct(commandId, incidentId, actor, act, new(node, at, hash));
        _pending.Add(kept);
        return kept;
    }

    /// <summary>Says what became of an act.</summary>
    public void Settle(KeptAct kept, string outcome, string node, DateTimeOffset at)
    {
        Append(new(_sequence + 1, _previous, at, node, kept.CommandId, kept.IncidentId, Outcome: outcome));
        _pending.Remove(kept);
    }

    public void Dispose() => _file.Dispose();

    private string Append(JournalLine line)
    {
        var (bytes, end) = (line.Bytes(), _file.Length);
        try
        {
            _file.Seek(end, SeekOrigin.Begin);
            _file.Write([.. bytes, (byte)'\n']);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _file.SetLength(end); // no half line
            throw;
        }

        (_sequence, _previous) = (line.Sequence, JournalLine.HashOf(bytes));
        return _previous;
    }

    // What lies after the last line feed was never told to be kept: the node died in the middle of it.
    private void ReadBack()
    {
        var content = new byte[_file.Length];
        _file.ReadExactly(content);
        List<byte[]> lines = [];
        var start = 0;
        for (var end = Array.IndexOf(content, (byte)'\n'); end >= 0; end = Array.IndexOf(content, (byte)'\n', start))
        {
            lines.Add(content[start..end]);
            start = end + 1;
        }

        foreach (var (line, bytes) in JournalLine.ReadAll(lines).Zip(lines))
        {
            (_sequence, _previous) = (line.Sequence, JournalLine.HashOf(bytes));
            if (line is { Act: { } act, Actor: { } actor })
            {
                _pending.Add(new(line.CommandId, line.IncidentId, actor, act, new(line.Node, line.At, _previous)));
            }
            else
            {
                _pending.RemoveAll(kept => kept.CommandId == line.CommandId);
            }
        }

        _file.SetLength(start);
    }
}

/// <summary>An act that the journal keeps for the database.</summary>
public sealed record KeptAct(Guid CommandId, Guid IncidentId, Actor Actor, IncidentAct Act, Kept Kept);
