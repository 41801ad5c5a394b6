using System.Security.Cryptography;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Plans.Doctor;
using DrConsole.Incidents;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans;

/// <content>Versions: made of a draft, and brought back as one.</content>
public sealed partial class PlanCommands
{
    /// <summary>Makes the draft the plan's next version. Returns the version's id.</summary>
    /// <param name="note">What changed, for the history; null takes the submitter's words.</param>
    /// <param name="revision">The revision that was looked at; null when an approval vouches for it.</param>
    /// <exception cref="RefusedException">The two-person rule is on and nobody else has approved the draft.</exception>
    public Task<Guid> PublishAsync(Actor actor, Guid commandId, Guid draftId, string? note, CancellationToken ct, int? revision = null) =>
        changes.ApplyAsync(actor, commandId, Right.PublishPlan, async change =>
        {
            var draft = await LockDraftAsync(change.Db, draftId, ct);
            EnsureSeen(draft, revision);
            var rule = await EnsureApprovedAsync(change, draft, ct);
            var made = await NextVersionAsync(change, draft, Said(note) ?? draft.SubmitNote, ct);
            change.Db.PlanVersions.Add(made);
            change.Db.PlanDrafts.Remove(draft);
            change.Record(AuditChain.Console, "plan.published", new
            {
                planId = made.PlanId, versionId = made.Id, made.Number, made.Title, made.Note, documentSha256 = Hex(made.Document),
                submittedBy = made.SubmittedByName, approvedBy = made.ApprovedByName, twoPersonRule = rule,
            });
            await SignalAsync(change, made.PlanId, ct);
            return made.Id;
        }, ct);

    /// <summary>Makes an old version the plan's draft, to become its newest version once it is published. Returns the draft's id.</summary>
    /// <exception cref="RefusedException">The plan has a draft, or the stored version is not what was published.</exception>
    public Task<Guid> RestoreAsync(Actor actor, Guid commandId, Guid versionId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var version = await change.Db.PlanVersions.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == versionId, ct) ?? throw new NotFoundException("plan version", versionId);
            await LockWithoutDraftAsync(change.Db, version.PlanId, ct);
            if (!version.IsIntact())
            {
                throw new RefusedException("version_changed", "The stored version does not have its hash: it is not what was published. Check the audit chains.");
            }

            var made = new PlanDraft
            {
                Id = change.NewId(), PlanId = version.PlanId, BaseVersionId = version.Id, FileName = version.FileName, SourceText = version.SourceText,
                Document = version.Document, Understood = 1,
                AuthorIds = [actor.Id], CreatedById = actor.Id, CreatedByName = actor.Name, CreatedAt = change.At, ChangedByName = actor.Name, ChangedAt = change.At,
            };
            change.Db.PlanDrafts.Add(made);
            change.Record(AuditChain.Console, "plan.version.restored", new { made.PlanId, draftId = made.Id, versionId, version.Number, documentSha256 = Hex(made.Document) });
            change.Signal(Topic.Plans);
            return made.Id;
        }, ct);

    // Says for the evidence how the rule stood. The console itself, which sets up its demonstration, acts for nobody who could be a second person.
    private static async Task<string> EnsureApprovedAsync(Change change, PlanDraft draft, CancellationToken ct)
    {
        if (change.Actor.Kind == ActorKind.System)
        {
            return "not asked of the console itself";
        }

        if (!await TwoPersonRule.IsOnAsync(change.Db, ct))
        {
            return "off";
        }

        if (draft.State != DraftState.Approved)
        {
            throw new RefusedException("not_approved", draft.State == DraftState.Submitted
                ? "Nobody has approved this draft yet. Somebody who had no hand in it must approve it first."
                : "This draft is being edited. Submit it, and have somebody approve it who had no hand in it.");
        }

        // It may have been approved while the rule was off.
        return await TwoPersonRule.HadAHandAsync(change.Db, draft, draft.ApprovedById!.Value, draft.ApprovedByName!, ct)
            ? throw new RefusedException("second_person_needed", $"{draft.ApprovedByName}, who approved this draft, had a hand in it. Send it back and have somebody else approve it.")
            : "on";
    }

    // Open incidents stay on their version, and say that there is a newer one.
    private static async Task SignalAsync(Change change, Guid planId, CancellationToken ct)
    {
        change.Signal(Topic.Plans);
        var versions = change.Db.PlanVersions.Where(version => version.PlanId == planId).Select(version => (Guid?)version.Id);
        foreach (var incident in await change.Db.Incidents.Where(incident => incident.State == IncidentState.Open && versions.Contains(incident.PlanVersionId)).Select(incident => incident.Id).ToListAsync(ct))
        {
            change.Signal(Topic.Incident(incident));
        }
    }

    private static async Task<PlanVersion> NextVersionAsync(Change change, PlanDraft draft, string? note, CancellationToken ct)
    {
        var plan = await change.Db.Plans.FromSql($"SELECT *, xmin FROM plan WHERE id = {draft.PlanId} FOR UPDATE").SingleAsync(ct);
        var newest = await change.Db.PlanVersions.Where(version => version.PlanId == plan.Id).MaxAsync(version => (int?)version.Number, ct);
        var document = PlanDocumentBytes.Read(draft.Document);
        plan.Title = Cut(document.Meta.Title, TitleLength);
        return new()
        {
            Id = change.NewId(), PlanId = plan.Id, Number = (newest ?? 0) + 1, Title = plan.Title, FileName = draft.FileName,
            SourceText = draft.SourceText, Document = draft.Document, Sha256 = SHA256.HashData(draft.Document), NextReview = ReviewDate.Next(document.Meta, change.At),
            ScenarioCount = document.Scenarios.Count, Note = note, PublishedById = change.Actor.Id, PublishedByName = change.Actor.Name, PublishedAt = change.At,
            SubmittedByName = draft.SubmittedByName, ApprovedByName = draft.ApprovedByName, ApprovedAt = draft.ApprovedAt,
            Findings = PlanFindings.Json(document, draft.SourceText, DateOnly.FromDateTime(change.At.UtcDateTime)),
        };
    }
}
