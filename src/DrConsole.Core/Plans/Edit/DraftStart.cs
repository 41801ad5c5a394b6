using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Edit;

/// <summary>Begins drafts that come from no document.</summary>
public sealed class DraftStart(AuditedChanges changes)
{
    private const int TitleLength = 300;

    /// <summary>Begins a draft from the plan's current version. Returns the draft's id.</summary>
    /// <exception cref="RefusedException">The plan has a draft already, or nothing is published.</exception>
    public Task<Guid> BeginAsync(Actor actor, Guid commandId, Guid planId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            // Two who begin at once wait here for each other; the second is told of the first's draft.
            var plan = await change.Db.Plans.FromSql($"SELECT *, xmin FROM plan WHERE id = {planId} FOR UPDATE").AsNoTracking().SingleOrDefaultAsync(ct)
                ?? throw new NotFoundException("plan", planId);
            var version = await change.Db.PlanVersions.AsNoTracking().Where(candidate => candidate.PlanId == planId).OrderByDescending(candidate => candidate.Number).FirstOrDefaultAsync(ct)
                ?? throw new RefusedException("nothing_published", "Nothing of this plan is published yet. Go on with its draft.");
            if (await change.Db.PlanDrafts.AnyAsync(draft => draft.PlanId == planId, ct))
            {
                throw new RefusedException("draft_exists", "This plan has a draft already. Go on with that one.");
            }

            return Begin(change, plan, version.FileName, version.SourceText, version.Document, version.Id);
        }, ct);

    /// <summary>Makes a new plan with an empty draft. Returns the draft's id.</summary>
    public Task<Guid> NewAsync(Actor actor, Guid commandId, string title, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.EditPlan, change =>
        {
            var named = SafeText.Clean(title ?? "").Trim();
            if (named.Length is 0 or > TitleLength)
            {
                throw new RefusedException("title_misfits", named.Length == 0 ? "Give the plan a title." : "The title is too long; 300 characters fit.");
            }

            var plan = new Plan { Id = change.NewId(), Title = named, CreatedAt = change.At };
            change.Db.Plans.Add(plan);
            return Task.FromResult(Begin(change, plan, "", "", CanonicalJson.Bytes(new PlanDocument { Meta = new() { Title = named } }), null));
        }, ct);

    private static Guid Begin(Change change, Plan plan, string fileName, string source, byte[] document, Guid? versionId)
    {
        var draft = new PlanDraft
        {
            Id = change.NewId(), PlanId = plan.Id, BaseVersionId = versionId, FileName = fileName, SourceText = source, Document = document, Understood = 1,
            CreatedById = change.Actor.Id, CreatedByName = change.Actor.Name, CreatedAt = change.At, ChangedByName = change.Actor.Name, ChangedAt = change.At,
        };
        change.Db.PlanDrafts.Add(draft);
        change.Record(AuditChain.Console, "plan.draft.begun", new { planId = plan.Id, draftId = draft.Id, plan.Title, versionId });
        change.Signal(Topic.Plans);
        return draft.Id;
    }
}
