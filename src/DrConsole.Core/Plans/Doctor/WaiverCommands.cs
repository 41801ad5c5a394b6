using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Doctor;

/// <summary>Decisions to live with a finding, and to do so no longer.</summary>
public sealed class WaiverCommands(AuditedChanges changes)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLength = 2000;

    private const int SubjectLength = 500;

    /// <summary>Waives a finding of a plan until a day, for at most a year. Replaces a waiver that stands for the same finding. Returns its id.</summary>
    /// <param name="expiresOn">The last day (UTC) on which it holds.</param>
    /// <exception cref="RefusedException">There is no such rule, the reason is missing, or the day is past or too far.</exception>
    public Task<Guid> WaiveAsync(Actor actor, Guid commandId, Guid planId, string rule, string subject, string reason, DateOnly expiresOn, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.PublishPlan, async change =>
        {
            var why = Demand(rule, subject, reason, expiresOn, DateOnly.FromDateTime(change.At.UtcDateTime));
            _ = await change.Db.Plans.SingleOrDefaultAsync(plan => plan.Id == planId, ct) ?? throw new NotFoundException("plan", planId);
            foreach (var earlier in await change.Db.PlanWaivers.Where(waiver => waiver.PlanId == planId && waiver.Rule == rule && waiver.Subject == subject && waiver.RevokedAt == null).ToListAsync(ct))
            {
                (earlier.RevokedAt, earlier.RevokedByName) = (change.At, change.Actor.Name);
            }

            var made = new PlanWaiver
            {
                Id = change.NewId(), PlanId = planId, Rule = rule, Subject = subject, Reason = why, ExpiresOn = expiresOn, ById = change.Actor.Id, ByName = change.Actor.Name, At = change.At,
            };
            change.Db.PlanWaivers.Add(made);
            change.Record(AuditChain.Console, "plan.finding.waived", new { planId, waiverId = made.Id, rule, subject, reason = why, expiresOn });
            change.Signal(Topic.Plans);
            return made.Id;
        }, ct);

    /// <summary>Takes a waiver back: the finding counts again.</summary>
    public Task<bool> RevokeAsync(Actor actor, Guid commandId, Guid waiverId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.PublishPlan, async change =>
        {
            var waiver = await change.Db.PlanWaivers.SingleOrDefaultAsync(candidate => candidate.Id == waiverId, ct) ?? throw new NotFoundException("waiver", waiverId);
            if (waiver.RevokedAt is not null)
            {
                throw new RefusedException("waiver_revoked", $"{waiver.RevokedByName} has taken this waiver back already.");
            }

            (waiver.RevokedAt, waiver.RevokedByName) = (change.At, change.Actor.Name);
            change.Record(AuditChain.Console, "plan.finding.waiver-revoked", new { waiver.PlanId, waiverId, waiver.Rule, waiver.Subject });
            change.Signal(Topic.Plans);
            return true;
        }, ct);

    private static string Demand(string rule, string subject, string reason, DateOnly expiresOn, DateOnly today)
    {
        var why = SafeText.Clean(reason ?? "").Trim();
        return PlanRules.Find(rule) is null ? throw new RefusedException("rule_unknown", $"There is no rule “{rule}”.")
            : subject is not { Length: > 0 and <= SubjectLength } ? throw new RefusedException("subject_missing", "Say which finding is waived.")
            : why.Length == 0 ? throw new RefusedException("reason_missing", "Say why you can live with it. Whoever reads it next year will want to know.")
            : why.Length > ReasonLength ? throw new RefusedException("reason_too_long", $"The reason is longer than {ReasonLength} characters.")
            : expiresOn < today ? throw new RefusedException("expiry_past", "The day is past already.")
            : expiresOn > today.AddYears(1) ? throw new RefusedException("expiry_too_far", $"A waiver holds for a year at most: until {today.AddYears(1):yyyy-MM-dd}.")
            : why;
    }
}
