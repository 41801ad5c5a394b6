using System.Text.Json;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Platform;

namespace DrConsole.Database;

/// <summary>One change under way, inside its transaction. Whoever holds it must say what happened with <see cref="Record"/>.</summary>
public sealed class Change
{
    private readonly List<Recorded> _entries = [];
    private readonly SortedSet<string> _topics = new(StringComparer.Ordinal);

    internal Change(DrDbContext db, Actor actor, DateTimeOffset at) => (Db, Actor, At) = (db, actor, at);

    /// <summary>The database, with this change's transaction open.</summary>
    public DrDbContext Db { get; }

    public Actor Actor { get; }

    /// <summary>The instant of the change, cut to the microsecond that PostgreSQL keeps.</summary>
    public DateTimeOffset At { get; }

    internal IReadOnlyList<Recorded> Entries => _entries;

    internal IReadOnlyCollection<string> Topics => _topics;

    /// <summary>A new id that sorts by time.</summary>
    public Guid NewId() => Guid.CreateVersion7(At);

    /// <summary>Adds an audit entry to a chain; it is committed with the change or not at all.</summary>
    /// <param name="data">What happened, without secrets: it becomes evidence that nobody can remove.</param>
    public Guid Record(string chain, string action, object data, DateTimeOffset? occurredAt = null)
    {
        var entry = new Recorded(NewId(), chain, action, JsonSerializer.SerializeToElement(data, CanonicalJson.Options), AuditBody.Cut(occurredAt ?? At));
        _entries.Add(entry);
        return entry.Id;
    }

    /// <summary>Wakes the pages that watch the topic, on every node, at commit.</summary>
    public void Signal(Topic topic) => _topics.Add(topic.Name);

    internal void EnsureRecorded()
    {
        if (_entries.Count == 0)
        {
            throw new InvalidOperationException("A change without an audit entry is never saved: call Record.");
        }
    }

    internal sealed record Recorded(Guid Id, string Chain, string Action, JsonElement Data, DateTimeOffset OccurredAt);
}
