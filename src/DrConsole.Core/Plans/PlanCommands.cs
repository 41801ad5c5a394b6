using System.Security.Cryptography;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Plans.Review;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Topic = DrConsole.Platform.Topic;

namespace DrConsole.Plans;

/// <summary>Changes of plans. A draft is imported, submitted, approved by somebody else and published; or it is discarded.</summary>
public sealed partial class PlanCommands(AuditedChanges changes)
{
    private const int TitleLength = 300;

    /// <summary>Makes a draft of a document at once, with nobody looking through it first. Returns the draft's id.</summary>
    /// <param name="planId">The plan that gets a new version; null makes a new plan.</param>
    /// <exception cref="RefusedException">The document cannot be read, or the plan has a draft already.</exception>
    public Task<Guid> ImportAsync(Actor actor, Guid commandId, string fileName, string text, CancellationToken ct, Guid? planId = null)
    {
        var imported = DocumentMerge.Of([new(fileName, text)]);
        return changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var title = Cut(imported.Document.Meta.Title, TitleLength);
            var plan = planId is { } id ? await LockWithoutDraftAsync(change.Db, id, ct) : NewPlan(change, title);
            var made = new PlanDraft
            {
                Id = change.NewId(), PlanId = plan.Id, FileName = Cut(SafeText.Clean(Path.GetFileName(fileName)), 255), SourceText = imported.Text,
                Document = CanonicalJson.Bytes(imported.Document), Understood = imported.Understood, Warnings = [.. imported.Warnings],
                AuthorIds = [actor.Id], CreatedById = actor.Id, CreatedByName = actor.Name, CreatedAt = change.At, ChangedByName = actor.Name, ChangedAt = change.At,
            };
            change.Db.PlanDrafts.Add(made);
            change.Record(AuditChain.Console, "plan.imported", new
            {
                planId = plan.Id, draftId = made.Id, title, fileName = made.FileName, imported.Understood, documentSha256 = Hex(made.Document),
            });
            change.Signal(Topic.Plans);
            return made.Id;
        }, ct);
    }

    /// <summary>Drops the draft; a plan that was never published goes with it.</summary>
    public Task<bool> DiscardDraftAsync(Actor actor, Guid commandId, Guid draftId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var draft = await LockDraftAsync(change.Db, draftId, ct);
            change.Db.PlanDrafts.Remove(draft);
            if (!await change.Db.PlanVersions.AnyAsync(version => version.PlanId == draft.PlanId, ct))
            {
                change.Db.Plans.Remove(await FindAsync(change.Db, draft.PlanId, ct));
            }

            change.Record(AuditChain.Console, "plan.draft.discarded", new { draft.PlanId, draftId, draft.FileName, documentSha256 = Hex(draft.Document) });
            change.Signal(Topic.Plans);
            return true;
        }, ct);

    private static Plan NewPlan(Change change, string title)
    {
        var plan = new Plan { Id = change.NewId(), Title = title, CreatedAt = change.At };
        change.Db.Plans.Add(plan);
        return plan;
    }

    private static async Task<Plan> FindAsync(DrDbContext db, Guid planId, CancellationToken ct) =>
        await db.Plans.SingleOrDefaultAsync(plan => plan.Id == planId, ct) ?? throw new NotFoundException("plan", planId);

    // Of two who begin a draft at once the second waits here, and then sees the first one's.
    private static async Task<Plan> LockWithoutDraftAsync(DrDbContext db, Guid planId, CancellationToken ct)
    {
        var plan = await db.Plans.FromSql($"SELECT *, xmin FROM plan WHERE id = {planId} FOR UPDATE").SingleOrDefaultAsync(ct) ?? throw new NotFoundException("plan", planId);
        return await db.PlanDrafts.AnyAsync(draft => draft.PlanId == planId, ct)
            ? throw new RefusedException("draft_exists", "This plan has a draft already. Publish or discard it first.")
            : plan;
    }

    private static async Task<PlanDraft> LockDraftAsync(DrDbContext db, Guid draftId, CancellationToken ct) =>
        await db.PlanDrafts.FromSql($"SELECT *, xmin FROM plan_draft WHERE id = {draftId} FOR UPDATE").SingleOrDefaultAsync(ct) ?? throw new NotFoundException("draft", draftId);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static string Hex(byte[] document) => Convert.ToHexStringLower(SHA256.HashData(document));
}
