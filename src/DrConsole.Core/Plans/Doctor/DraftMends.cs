using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Doctor;

/// <summary>Makes the mends that the doctor proposes, in a draft.</summary>
public sealed class DraftMends(AuditedChanges changes)
{
    /// <summary>Makes the proposed change of one finding. The draft is examined anew, so that nothing is mended that is not wrong any more. Returns the draft's revision.</summary>
    /// <exception cref="RefusedException">The draft has no such finding now, or nothing is proposed for it.</exception>
    public Task<int> ApplyAsync(Actor actor, Guid commandId, Guid draftId, string rule, string subject, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var draft = await change.Db.PlanDrafts.SingleOrDefaultAsync(candidate => candidate.Id == draftId, ct) ?? throw new NotFoundException("draft", draftId);
            var document = PlanDocumentBytes.Read(draft.Document);
            var finding = PlanDoctor.Examine(document, draft.SourceText, DateOnly.FromDateTime(change.At.UtcDateTime))
                .FirstOrDefault(found => string.Equals(found.Rule, rule, StringComparison.Ordinal) && string.Equals(found.Subject, subject, StringComparison.Ordinal))
                ?? throw new RefusedException("finding_gone", "The draft does not have this fault any more. Somebody has changed it.");
            var fix = finding.Fix ?? throw new RefusedException("fix_missing", "Nothing is proposed for this finding: a person has to mend it.");
            var tree = new PlanTree(document);
            var (made, undo) = (new JsonArray(), new JsonArray());
            foreach (var field in fix.Changes)
            {
                var was = tree.Find(field.Item)?.Json[field.Field]?.DeepClone();
                var now = field.Json is null ? null : JsonNode.Parse(field.Json);
                tree.Set(field.Item, field.Field, now);
                made.Add((JsonNode)Set(field, was, now));
                undo.Insert(0, Set(field, now, was));
            }

            var only = fix.Changes is [var single] ? single : null;
            draft.Revision++;
            change.Db.PlanDraftEdits.Add(new()
            {
                Id = change.NewId(), DraftId = draftId, Revision = draft.Revision, At = change.At, ActorId = change.Actor.Id, ActorName = change.Actor.Name,
                ItemKey = fix.Changes[0].Item, Field = only?.Field, Summary = $"{fix.Label} (plan doctor, {rule})", Change = Together(made), Undo = Together(undo),
            });
            Keep(draft, CanonicalJson.Bytes(tree.ToDocument()), change);
            change.Record(AuditChain.Console, "plan.draft.mended", new
            {
                draft.PlanId, draftId, draft.Revision, rule, subject, fix = fix.Label, items = fix.Changes.Select(field => field.Item), documentSha256 = Convert.ToHexStringLower(SHA256.HashData(draft.Document)),
            });
            change.Signal(Topic.Plans);
            return draft.Revision;
        }, ct);

    // The form of the draft's list of changes: the editor takes them back as its own.
    private static JsonObject Set(FieldChange field, JsonNode? was, JsonNode? now) =>
        new() { ["do"] = "set", ["item"] = field.Item, ["field"] = field.Field, ["value"] = now?.DeepClone(), ["was"] = was?.DeepClone() };

    private static string Together(JsonArray changes) =>
        (changes.Count == 1 ? changes[0]! : new JsonObject { ["do"] = "several", ["changes"] = changes }).ToJsonString(CanonicalJson.Options);

    // A change sends a draft that was submitted or approved back to editing, and makes its maker an author.
    private static void Keep(PlanDraft draft, byte[] document, Change change)
    {
        draft.Document = document;
        draft.State = DraftState.Editing;
        (draft.ApprovedById, draft.ApprovedByName, draft.ApprovedAt) = (null, null, null);
        draft.AuthorIds = [.. draft.AuthorIds.Append(change.Actor.Id).Distinct()];
        (draft.ChangedByName, draft.ChangedAt) = (change.Actor.Name, change.At);
    }
}
