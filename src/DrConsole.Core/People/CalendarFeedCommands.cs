using System.Security.Cryptography;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Plans;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Topic = DrConsole.Platform.Topic;

namespace DrConsole.People;

/// <summary>Makes and ends calendar addresses of on-call rotations.</summary>
public sealed class CalendarFeedCommands(AuditedChanges changes)
{
    private const int SecretBytes = 32;

    /// <summary>Makes an address for the actor. Its secret is returned here and can never be read again.</summary>
    /// <param name="rotationKey">Key of a rotation in the plan's current version.</param>
    public async Task<(Guid Id, string Secret)> CreateAsync(Actor actor, Guid commandId, Guid planId, string rotationKey, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var isMade = false;
        var id = await changes.ApplyAsync(actor, commandId, Right.ReadPlan, async change =>
        {
            var document = await change.Db.PlanVersions.Where(version => version.PlanId == planId).OrderByDescending(version => version.Number)
                .Select(version => version.Document).FirstOrDefaultAsync(ct) ?? throw new NotFoundException("plan", planId);
            var rotation = PlanDocumentBytes.Read(document).Rotations.FirstOrDefault(candidate => string.Equals(candidate.Key, rotationKey, StringComparison.Ordinal))
                ?? throw new RefusedException("rotation_unknown", "The plan's current version has no such rotation.");
            isMade = true;
            var feed = new CalendarFeed
            {
                Id = change.NewId(), PlanId = planId, RotationKey = rotation.Key, SecretHash = AccessCommands.HashOf(secret),
                CreatedById = actor.Id, CreatedByName = actor.Name, CreatedAt = change.At,
            };
            change.Db.CalendarFeeds.Add(feed);
            change.Record(AuditChain.Console, "plan.calendar.created", new { feedId = feed.Id, planId, feed.RotationKey, rotation.Name });
            change.Signal(Topic.Plans);
            return feed.Id;
        }, ct);
        return isMade ? (id, secret) : throw new RefusedException("calendar_made_before", "This command made its address before, and it is shown only once. Revoke that one and make a new one.");
    }

    /// <summary>Ends an address; the next request for it finds nothing. One's own, or anybody's with the right to manage access.</summary>
    public Task<bool> RevokeAsync(Actor actor, Guid commandId, Guid feedId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ReadPlan, async change =>
        {
            var feed = await change.Db.CalendarFeeds.SingleOrDefaultAsync(candidate => candidate.Id == feedId, ct) ?? throw new NotFoundException("calendar address", feedId);
            if (feed.CreatedById != actor.Id && !(await Authority.RightsOfAsync(change.Db, actor, change.At, ct)).Contains(Right.ManageAccess))
            {
                throw new RefusedException("not_your_calendar", "Only whoever made this address, or an administrator, can revoke it.");
            }

            feed.RevokedAt ??= change.At;
            change.Record(AuditChain.Console, "plan.calendar.revoked", new { feedId, feed.PlanId, feed.RotationKey, feed.CreatedByName });
            change.Signal(Topic.Plans);
            return true;
        }, ct);
}
