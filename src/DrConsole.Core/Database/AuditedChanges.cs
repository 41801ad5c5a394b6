using System.Text.Json;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace DrConsole.Database;

/// <summary>
/// The only door through which state changes: right, work, audit entry, receipt and signal share one transaction.
/// Safe to retry: a command id that was carried out before returns its first result and does nothing.
/// </summary>
public sealed partial class AuditedChanges(IDbContextFactory<DrDbContext> contexts, TimeProvider clock, ILogger<AuditedChanges> logger)
{
    private const int OvertakenLimit = 5;

    /// <summary>Carries out a change and returns its result once it is durably committed.</summary>
    /// <param name="commandId">Made by the client once per intention; the same id again is the same command.</param>
    /// <exception cref="NotPermittedException">The actor lacks the right; the attempt is in the audit chain.</exception>
    /// <exception cref="RefusedException">The work was refused; nothing is saved.</exception>
    /// <exception cref="StaleException">Somebody else changed the same rows; nothing is saved. What the console does by itself is first tried five times more.</exception>
    public async Task<T> ApplyAsync<T>(Actor actor, Guid commandId, Right needed, Func<Change, Task<T>> work, CancellationToken ct)
    {
        await using var probe = await contexts.CreateDbContextAsync(ct);
        var outcome = await probe.Database.CreateExecutionStrategy().ExecuteAsync(token => PersistAsync(actor, commandId, needed, work, token), ct);
        if (outcome.IsPermitted)
        {
            return outcome.Result!;
        }

        await RecordDenialAsync(actor, needed, ct);
        throw new NotPermittedException(actor.Name, needed.ToString());
    }

    /// <summary>Asks for a right before something that changes no data.</summary>
    /// <exception cref="NotPermittedException">The actor lacks the right; the attempt is in the audit chain.</exception>
    public async Task EnsureMayAsync(Actor actor, Right needed, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(await Authority.RightsOfAsync(db, actor, Now(), ct)).Contains(needed))
        {
            await RecordDenialAsync(actor, needed, ct);
            throw new NotPermittedException(actor.Name, needed.ToString());
        }
    }

    /// <summary>Writes an entry to the console's chain about something that changes no data: a sign-in, a denied attempt.</summary>
    public async Task NoteAsync(Actor actor, string action, object data, CancellationToken ct)
    {
        await using var probe = await contexts.CreateDbContextAsync(ct);
        await probe.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                await using var db = await contexts.CreateDbContextAsync(token);
                await using var transaction = await db.Database.BeginTransactionAsync(token);
                var change = new Change(db, actor, Now());
                change.Record(AuditChain.Console, action, data);
                await AuditWriter.AppendAsync(change, token);
                await transaction.CommitAsync(token);
            },
            ct);
    }

    // The console itself looks at no form that could have grown old: what it changes it read a moment before, and reads again when somebody was quicker.
    private async Task<Outcome<T>> PersistAsync<T>(Actor actor, Guid commandId, Right needed, Func<Change, Task<T>> work, CancellationToken ct)
    {
        for (var overtaken = 0; ; overtaken++)
        {
            try
            {
                return await AttemptAsync(actor, commandId, needed, work, ct);
            }
            catch (StaleException) when (actor.Kind == ActorKind.System && overtaken < OvertakenLimit)
            {
                // somebody else's change of the same rows is committed now
            }
        }
    }

    // A fresh context per attempt: a retry must not see entities half-changed by the attempt before.
    private async Task<Outcome<T>> AttemptAsync<T>(Actor actor, Guid commandId, Right needed, Func<Change, Task<T>> work, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var change = new Change(db, actor, Now());
        if (!(await Authority.RightsOfAsync(db, actor, change.At, ct)).Contains(needed))
        {
            return new(false, default);
        }

        if (!await ClaimAsync(change, commandId, ct))
        {
            return new(true, await EarlierResultAsync<T>(db, actor, commandId, ct));
        }

        var result = await work(change);
        change.EnsureRecorded();
        await SaveAsync(db, ct);
        await AuditWriter.AppendAsync(change, ct);
        var json = JsonSerializer.Serialize(result, CanonicalJson.Options);
        await db.Database.ExecuteSqlAsync($"UPDATE command_receipt SET result = {json}::jsonb WHERE id = {commandId}", ct);
        foreach (var topic in change.Topics)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({LiveFeedListener.ChannelName}, {topic})", ct);
        }

        await transaction.CommitAsync(ct);
        return new(true, result);
    }

    // The insert waits for a running command of the same id: it then either has happened, or never will have.
    private static async Task<bool> ClaimAsync(Change change, Guid commandId, CancellationToken ct) =>
        await change.Db.Database.ExecuteSqlAsync(
            $"INSERT INTO command_receipt (id, actor_id, at, result) VALUES ({commandId}, {change.Actor.Id}, {change.At}, 'null') ON CONFLICT DO NOTHING", ct) == 1;

    private static async Task<T?> EarlierResultAsync<T>(DrDbContext db, Actor actor, Guid commandId, CancellationToken ct)
    {
        var receipt = await db.CommandReceipts.AsNoTracking().SingleAsync(candidate => candidate.Id == commandId, ct);
        return receipt.ActorId == actor.Id
            ? JsonSerializer.Deserialize<T>(receipt.Result, CanonicalJson.Options)
            : throw new RefusedException("command_id_used", "This command id was used by somebody else. Make a new one.");
    }

    private static async Task SaveAsync(DrDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new StaleException();
        }
    }

    private Task RecordDenialAsync(Actor actor, Right needed, CancellationToken ct)
    {
        LogDenied(actor.Name, needed);
        return NoteAsync(actor, "access.denied", new { right = needed }, ct);
    }

    private DateTimeOffset Now() => AuditBody.Cut(clock.GetUtcNow());

    [LoggerMessage(1, LogLevel.Warning, "{Actor} was denied the right {Right}")]
    private partial void LogDenied(string actor, Right right);

    private readonly record struct Outcome<T>(bool IsPermitted, T? Result);
}
