using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Alarms;

/// <summary>
/// Raises and clears alarms. Safe to call again and again: of one kind and subject one alarm is open, and only a change of that is audited.
/// </summary>
public sealed class AlarmCommands(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    private const int LongestText = 4000;

    /// <summary>Says that something is wrong. True when nobody knew before.</summary>
    /// <param name="subject">Id of the policy, store, backup or node.</param>
    /// <param name="text">What is wrong, with cause and cure, without secrets.</param>
    public Task<bool> RaiseAsync(AlarmKind kind, string subject, string text, CancellationToken ct) => RaiseAsync(Actor.Engine, kind, subject, text, ct);

    /// <inheritdoc cref="RaiseAsync(AlarmKind, string, string, CancellationToken)"/>
    public async Task<bool> RaiseAsync(Actor actor, AlarmKind kind, string subject, string text, CancellationToken ct)
    {
        if (await SeeAgainAsync(kind, subject, Shown(text), ct))
        {
            return false;
        }

        try
        {
            return await ApplyAsync(actor, async change => await RaiseAsync(change, kind, subject, text, ct) ? true : throw new NothingToDoException(), ct);
        }
        catch (NothingToDoException)
        {
            return false; // somebody else raised it in between
        }
    }

    /// <summary>Raises an alarm within a change that is under way. True when nobody knew before.</summary>
    public static async Task<bool> RaiseAsync(Change change, AlarmKind kind, string subject, string text, CancellationToken ct)
    {
        var isNew = (await change.Db.Database.SqlQuery<bool>(
            $"""
            INSERT INTO alarm (id, kind, subject, text, raised_at, seen_at) VALUES ({change.NewId()}, {kind.ToString()}, {subject}, {Shown(text)}, {change.At}, {change.At})
            ON CONFLICT (kind, subject) WHERE cleared_at IS NULL DO UPDATE SET seen_at = excluded.seen_at, text = excluded.text
            RETURNING xmax = 0 AS "Value"
            """).ToListAsync(ct))[0];
        if (isNew)
        {
            change.Record(AuditChain.Console, "alarm.raised", new { kind, subject, text = Shown(text) });
        }

        change.Signal(Topic.Alarms);
        return isNew;
    }

    /// <summary>Says that it is right again. True when an alarm was open.</summary>
    public Task<bool> ClearAsync(AlarmKind kind, string subject, CancellationToken ct) => ClearAsync(Actor.Engine, kind, subject, ct);

    /// <inheritdoc cref="ClearAsync(AlarmKind, string, CancellationToken)"/>
    public async Task<bool> ClearAsync(Actor actor, AlarmKind kind, string subject, CancellationToken ct)
    {
        if (!await IsOpenAsync(kind, subject, ct))
        {
            return false;
        }

        try
        {
            return await ApplyAsync(actor, async change => await ClearAsync(change, kind, subject, ct) ? true : throw new NothingToDoException(), ct);
        }
        catch (NothingToDoException)
        {
            return false; // somebody else cleared it in between
        }
    }

    /// <summary>Makes the open alarms of a kind exactly these: raises what is wrong, and clears what is right again.</summary>
    /// <param name="wrong">Texts by subject; all that is wrong of that kind.</param>
    public async Task SettleAsync(Actor actor, AlarmKind kind, IReadOnlyDictionary<string, string> wrong, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        foreach (var (subject, text) in wrong)
        {
            await RaiseAsync(actor, kind, subject, text, ct);
        }

        foreach (var subject in await OpenSubjectsAsync(kind, ct))
        {
            if (!wrong.ContainsKey(subject))
            {
                await ClearAsync(actor, kind, subject, ct);
            }
        }
    }

    /// <summary>Clears an alarm within a change that is under way. True when one was open.</summary>
    public static async Task<bool> ClearAsync(Change change, AlarmKind kind, string subject, CancellationToken ct)
    {
        var isCleared = await change.Db.Alarms.Where(alarm => alarm.Kind == kind && alarm.Subject == subject && alarm.ClearedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(alarm => alarm.ClearedAt, change.At), ct) > 0;
        if (isCleared)
        {
            change.Record(AuditChain.Console, "alarm.cleared", new { kind, subject });
            change.Signal(Topic.Alarms);
        }

        return isCleared;
    }

    // That it is still wrong is no change: nothing is audited. A text that says something new wakes the pages.
    private async Task<bool> SeeAgainAsync(AlarmKind kind, string subject, string text, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.Alarms.AsNoTracking().Where(alarm => alarm.Kind == kind && alarm.Subject == subject && alarm.ClearedAt == null)
            .Select(alarm => new { alarm.Id, alarm.Text }).SingleOrDefaultAsync(ct);
        if (open is null)
        {
            return false;
        }

        var now = AuditBody.Cut(clock.GetUtcNow());
        var seen = await db.Alarms.Where(alarm => alarm.Id == open.Id && alarm.ClearedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(alarm => alarm.SeenAt, now).SetProperty(alarm => alarm.Text, text), ct) == 1;
        if (seen && open.Text != text)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({LiveFeedListener.ChannelName}, {Topic.Alarms.Name})", ct);
        }

        return seen;
    }

    /// <summary>Subjects of the open alarms of a kind.</summary>
    public async Task<IReadOnlyList<string>> OpenSubjectsAsync(AlarmKind kind, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Alarms.Where(alarm => alarm.Kind == kind && alarm.ClearedAt == null).Select(alarm => alarm.Subject).ToListAsync(ct);
    }

    private async Task<bool> IsOpenAsync(AlarmKind kind, string subject, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Alarms.AnyAsync(alarm => alarm.Kind == kind && alarm.Subject == subject && alarm.ClearedAt == null, ct);
    }

    private Task<bool> ApplyAsync(Actor actor, Func<Change, Task<bool>> work, CancellationToken ct) =>
        changes.ApplyAsync(actor, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, work, ct);

    private static string Shown(string text) => SafeText.Clean(text) is var clean && clean.Length > LongestText ? clean[..(LongestText - 1)] + "…" : clean;
}
