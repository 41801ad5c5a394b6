using System.Globalization;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Platform;
using Microsoft.Extensions.Logging;

namespace DrConsole.Incidents.Journal;

/// <summary>
/// What this node keeps for the database while that is away. One file per outage, in the data folder; a file whose acts are all settled moves to
/// <c>settled</c>, where it stays for <see cref="SettledFor"/>.
/// </summary>
public sealed partial class IncidentJournal(ConsoleOptions console, LiveFeed feed, TimeProvider clock, ILogger<IncidentJournal> logger) : IDisposable
{
    /// <summary>How long a settled journal is kept beside the database that has its content.</summary>
    public static readonly TimeSpan SettledFor = TimeSpan.FromDays(90);

    private const string Extension = ".ndjson";
    private readonly Lock _gate = new();
    private readonly List<JournalFile> _files = [];
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private JournalFile? _own;

    /// <summary>Where the journals lie.</summary>
    public string Folder => console.JournalFolder;

    private string SettledFolder => Path.Combine(Folder, "settled");

    /// <summary>What waits for the database, the oldest first.</summary>
    public IReadOnlyList<KeptAct> Pending()
    {
        lock (_gate)
        {
            return [.. _files.SelectMany(file => file.Pending).OrderBy(kept => kept.Kept.At)];
        }
    }

    /// <summary>What waits for the database about one incident, the oldest first.</summary>
    public IReadOnlyList<KeptAct> Pending(Guid incidentId) => [.. Pending().Where(kept => kept.IncidentId == incidentId)];

    /// <summary>Journals that cannot be read, each with what is wrong; they are left as they are.</summary>
    public IReadOnlyList<string> Unreadable()
    {
        lock (_gate)
        {
            return [.. _unreadable];
        }
    }

    /// <summary>Keeps an act; the same command again is the same act. When this returns, it is on the disk.</summary>
    /// <exception cref="IOException">The disk does not take it. Nothing is kept.</exception>
    public void Keep(Actor actor, Guid commandId, Guid incidentId, IncidentAct act)
    {
        lock (_gate)
        {
            if (_files.Exists(file => file.Pending.Any(kept => kept.CommandId == commandId)))
            {
                return;
            }

            var now = AuditBody.Cut(clock.GetUtcNow());
            _own ??= Begin(now);
            _own.Keep(actor, commandId, incidentId, act, console.NodeId, now);
        }

        LogKept(incidentId, actor.Name);
        feed.Publish(Topic.Journal(incidentId));
    }

    /// <summary>Takes over what nodes that died have left in the data folder.</summary>
    public void TakeOver()
    {
        lock (_gate)
        {
            _unreadable.Clear();
            foreach (var path in Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*" + Extension).Order(StringComparer.Ordinal).ToList() : [])
            {
                TakeOver(path);
            }
        }
    }

    /// <summary>Says what became of an act; the journal with the last one is put aside.</summary>
    internal void Settle(KeptAct kept, string outcome)
    {
        lock (_gate)
        {
            var file = _files.Find(candidate => candidate.Pending.Contains(kept));
            if (file is not null)
            {
                file.Settle(kept, outcome, console.NodeId, AuditBody.Cut(clock.GetUtcNow()));
                PutAsideIfSettled(file);
            }
        }

        feed.Publish(Topic.Journal(kept.IncidentId));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _files.ForEach(file => file.Dispose());
            _files.Clear();
            _own = null;
        }
    }

    private JournalFile Begin(DateTimeOffset now)
    {
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = JournalFile.Begin(Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmss'Z'}-{Guid.CreateVersion7(now):N}{Extension}")));
        _files.Add(file);
        return file;
    }

    private void TakeOver(string path)
    {
        if (_files.Exists(file => string.Equals(file.Path, path, StringComparison.Ordinal)))
        {
            return;
        }

        try
        {
            switch (JournalFile.TakeOver(path))
            {
                case { IsEmpty: true } justBegun: // by a node that is about to lock it
                    justBegun.Dispose();
                    break;
                case { } file:
                    _files.Add(file);
                    LogTakenOver(path, file.Pending.Count);
                    PutAsideIfSettled(file);
                    break;
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or UnauthorizedAccessException)
        {
            _unreadable.Add($"{path}: {broken.Message}");
        }
    }

    private void PutAsideIfSettled(JournalFile file)
    {
        if (file.Pending.Count > 0)
        {
            return;
        }

        Directory.CreateDirectory(SettledFolder);
        File.Move(file.Path, Path.Combine(SettledFolder, Path.GetFileName(file.Path)), overwrite: true);
        _files.Remove(file);
        _own = ReferenceEquals(_own, file) ? null : _own;
        file.Dispose();
        foreach (var old in Directory.EnumerateFiles(SettledFolder).Where(path => File.GetLastWriteTimeUtc(path) < clock.GetUtcNow().UtcDateTime - SettledFor))
        {
            File.Delete(old);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The database is away: what {Actor} did in incident {IncidentId} is kept in this node's journal")]
    private partial void LogKept(Guid incidentId, string actor);

    [LoggerMessage(2, LogLevel.Warning, "The journal {Path} was left behind with {Count} entries that are not in the database; they are carried out now")]
    private partial void LogTakenOver(string path, int count);
}
