using System.Text.RegularExpressions;
using DrConsole.Access;
using DrConsole.Database;
using DrConsole.Plans;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.People;

/// <summary>Reads of calendar addresses, and the calendars behind them.</summary>
public interface ICalendarFeedQueries
{
    /// <summary>The addresses of a rotation that work, newest first, without their secrets: those of one account, or all when that is null.</summary>
    Task<IReadOnlyList<CalendarFeedRow>> ListAsync(Guid planId, string rotationKey, Guid? ofAccount, CancellationToken ct);

    /// <summary>
    /// The calendar behind a secret, from the plan's current version; null when there is no such address, it is revoked, or whoever made it may not
    /// read plans any more. Nothing tells these apart.
    /// </summary>
    Task<string?> CalendarAsync(string secret, CancellationToken ct);
}

/// <summary>A calendar address as a row.</summary>
public sealed record CalendarFeedRow(Guid Id, Guid CreatedById, string CreatedByName, DateTimeOffset CreatedAt);

/// <summary>Reads of calendar addresses from PostgreSQL.</summary>
public sealed partial class CalendarFeedQueries(IDbContextFactory<DrDbContext> contexts, IPlanQueries plans, TimeProvider clock) : ICalendarFeedQueries
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CalendarFeedRow>> ListAsync(Guid planId, string rotationKey, Guid? ofAccount, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.CalendarFeeds
            .Where(feed => feed.PlanId == planId && feed.RotationKey == rotationKey && feed.RevokedAt == null && (ofAccount == null || feed.CreatedById == ofAccount))
            .OrderByDescending(feed => feed.CreatedAt)
            .Select(feed => new CalendarFeedRow(feed.Id, feed.CreatedById, feed.CreatedByName, feed.CreatedAt)).ToListAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<string?> CalendarAsync(string secret, CancellationToken ct)
    {
        if (!Secret().IsMatch(secret))
        {
            return null;
        }

        var (hash, now) = (AccessCommands.HashOf(secret), clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(ct);
        var feed = await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.SecretHash == hash && candidate.RevokedAt == null, ct);
        if (feed is null || !(await Authority.RightsOfAsync(db, new(ActorKind.User, feed.CreatedById, feed.CreatedByName), now, ct)).Contains(Right.ReadPlan))
        {
            return null;
        }

        return (await plans.HistoryAsync(feed.PlanId, ct)) is [var newest, ..] && await plans.VersionAsync(newest.VersionId, ct) is { } version
            ? RotationCalendar.Of(version.Summary, version.Document, feed.RotationKey, now)
            : null;
    }

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.None, 1000)]
    private static partial Regex Secret();
}
