using System.Text;
using System.Text.Json.Nodes;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Review;

/// <summary>
/// Looks an import through: nothing of it is in a plan until it is applied. Two who look through the same import at once lose no
/// decision: whoever comes second is told that they saw something old.
/// </summary>
public sealed partial class ImportCommands(AuditedChanges changes)
{
    /// <summary>Most files of one import.</summary>
    public const int MaxFiles = 20;

    /// <summary>All files of one import together.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Reads one or several documents and keeps what they propose. Returns the import's id.</summary>
    /// <param name="planId">The plan that they are for; null makes a new plan.</param>
    /// <exception cref="RefusedException">A document cannot be read; nothing is kept.</exception>
    public Task<Guid> ProposeAsync(Actor actor, Guid commandId, IReadOnlyList<ImportedFile> files, CancellationToken ct, Guid? planId = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        EnsureSized(files);
        List<ImportedFile> named = [.. files.Select(file => file with { Name = Cut(SafeText.Clean(Path.GetFileName(file.Name)), 255) })];
        var imported = DocumentMerge.Of(named);
        return changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            if (planId is { } id && !await change.Db.Plans.AnyAsync(plan => plan.Id == id, ct))
            {
                throw new NotFoundException("plan", id);
            }

            var made = new PlanImport
            {
                Id = change.NewId(), PlanId = planId, FileNames = [.. named.Select(file => file.Name)], SourceText = imported.Text,
                Document = CanonicalJson.Bytes(imported.Document), Decisions = ImportDecisions.None.ToJson(), Understood = imported.Understood,
                Warnings = [.. imported.Warnings], CreatedById = actor.Id, CreatedByName = actor.Name, CreatedAt = change.At,
            };
            change.Db.PlanImports.Add(made);
            change.Record(AuditChain.Console, "plan.import.proposed", new { importId = made.Id, planId, made.FileNames, made.Understood, documentSha256 = DraftMaking.Hash(made.Document) });
            change.Signal(Topic.Plans);
            return made.Id;
        }, ct);
    }

    /// <summary>Accepts or rejects proposals, or takes such decisions back. Returns how many.</summary>
    /// <exception cref="StaleException">Somebody else decided one of them meanwhile; none is changed.</exception>
    public Task<int> DecideAsync(Actor actor, Guid commandId, Guid importId, IReadOnlyList<ProposalDecision> decisions, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        return ReviewAsync(actor, commandId, importId, "plan.import.decided", review =>
        {
            foreach (var decision in decisions)
            {
                if (review.Decisions.On(decision.Id) != decision.Was)
                {
                    throw new StaleException();
                }
            }

            review.Decide(decisions.Select(decision => (decision.Id, decision.To)));
            return (decisions.Count, new { decisions = decisions.Select(decision => new { decision.Id, decision.To }) });
        }, ct);
    }

    /// <summary>Sets a field of a proposed item; the item counts as accepted then. Null clears the field.</summary>
    /// <param name="was">The value that the person saw.</param>
    /// <exception cref="StaleException">The field has another value by now.</exception>
    /// <exception cref="RefusedException">The value does not fit its field.</exception>
    public Task<bool> ChangeAsync(Actor actor, Guid commandId, Guid importId, string key, string field, JsonNode? value, JsonNode? was, CancellationToken ct) =>
        ReviewAsync(actor, commandId, importId, "plan.import.changed", review =>
        {
            value = ((SetField)new SetField(key, field, value, null).Clean()).Value;
            var tree = new PlanTree(review.Document);
            var node = tree.Find(key) ?? throw new StaleException();
            if (!FieldValue.Same(node.Json[field], was) && !FieldValue.Same(node.Json[field], value))
            {
                throw new StaleException();
            }

            if (node.Kind.Field(field) is { } known && FieldCheck.Of(known, value) is { } misfit)
            {
                throw new RefusedException("value_misfits", misfit);
            }

            tree.Set(key, field, value);
            review.Document = PlanConflicts.Settle(tree.ToDocument(), key, field);
            review.Decide([(key, Verdict.Accepted), (ImportProposals.IdOf(ProposalKind.Change, key, field), Verdict.Accepted)]);
            return (true, new { key, field }); // no value: what people's numbers were must not stay for ever
        }, ct);

    /// <summary>Turns a proposed item into another kind. Returns its new key.</summary>
    /// <param name="holder">Key of the scenario or procedure that is to hold it, for kinds that stand in others; null takes the nearest before it.</param>
    public Task<string> MoveAsync(Actor actor, Guid commandId, Guid importId, string key, string kind, CancellationToken ct, string? holder = null) =>
        ReviewAsync(actor, commandId, importId, "plan.import.moved", review =>
        {
            var (document, made) = ItemMove.To(review.Document, review.SourceText, key, KindOf(kind), holder);
            review.Document = document;
            review.Decide([(key, Verdict.Undecided), (made, Verdict.Accepted)]);
            return (made, new { key, kind, made });
        }, ct);

    /// <summary>Makes an item of a note, or of some of its lines; the others stay a note. Returns the item's key.</summary>
    /// <param name="lines">Source lines within the note; null takes the whole note.</param>
    public Task<string> FromNoteAsync(Actor actor, Guid commandId, Guid importId, string key, string kind, SourceLines? lines, CancellationToken ct, string? holder = null) =>
        ReviewAsync(actor, commandId, importId, "plan.import.note.used", review =>
        {
            var (document, made) = ItemMove.FromNote(review.Document, review.SourceText, key, KindOf(kind), lines, holder);
            review.Document = document;
            review.Decide([(key, Verdict.Undecided), (made, Verdict.Accepted)]);
            return (made, new { key, kind, lines, made });
        }, ct);

    /// <summary>Chooses one of the values that the documents state for one fact.</summary>
    /// <param name="choice">Place of the value in the conflict's list, counted from 0.</param>
    public Task<bool> ResolveAsync(Actor actor, Guid commandId, Guid importId, string conflict, int choice, CancellationToken ct) =>
        ReviewAsync(actor, commandId, importId, "plan.import.conflict.resolved", review =>
        {
            review.Document = PlanConflicts.Resolve(review.Document, conflict, choice);
            return (true, new { conflict, choice });
        }, ct);

    private static ItemKind KindOf(string name) =>
        PlanSchema.Find(name) is { } kind && kind != PlanSchema.Meta ? kind : throw new RefusedException("kind_unknown", "The console does not know this kind of entry.");

    private static void EnsureSized(IReadOnlyList<ImportedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count is 0 or > MaxFiles)
        {
            throw new RefusedException("files_count", files.Count == 0 ? "Choose at least one file." : "These are more than 20 files; import them in parts.");
        }

        if (files.Sum(file => (long)Encoding.UTF8.GetByteCount(file.Text)) > MaxBytes)
        {
            throw new RefusedException("plan_too_large", "The files together are larger than 5 MiB; import them in parts.");
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private Task<T> ReviewAsync<T>(Actor actor, Guid commandId, Guid importId, string action, Func<ImportReview, (T Result, object Data)> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var import = await LockAsync(change.Db, importId, ct);
            var review = new ImportReview(import, actor, change.At);
            var (result, data) = work(review);
            review.Save();
            change.Record(AuditChain.Console, action, new { importId, change = data });
            change.Signal(Topic.PlanImport(importId));
            return result;
        }, ct);
    }

    // Whoever comes second waits here and then sees what the first one did: quick decisions one after the other all count.
    private static async Task<PlanImport> LockAsync(DrDbContext db, Guid importId, CancellationToken ct) =>
        await db.PlanImports.FromSql($"SELECT *, xmin FROM plan_import WHERE id = {importId} FOR UPDATE").SingleOrDefaultAsync(ct) ?? throw new NotFoundException("import", importId);
}

/// <summary>A decision about one proposal.</summary>
/// <param name="Was">What the person saw was decided.</param>
public sealed record ProposalDecision(string Id, Verdict Was, Verdict To);
