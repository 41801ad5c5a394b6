using System.Text.Json.Nodes;
using DrConsole.Access;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Plans.Doctor;

/// <summary>Makes the mends that the doctor proposes, in a draft, as changes that can be taken back like any other.</summary>
public sealed class DraftMends(IDoctorQueries queries, DraftCommands drafts, TimeProvider clock)
{
    /// <summary>Makes the proposed change of one finding. The draft is examined anew, so that nothing is mended that is not wrong any more.</summary>
    /// <exception cref="RefusedException">The draft has no such finding now, or nothing is proposed for it.</exception>
    /// <exception cref="DraftConflictException">Somebody else changed the same field meanwhile; nothing is overwritten.</exception>
    public async Task<DraftEdited> ApplyAsync(Actor actor, Guid commandId, Guid draftId, string rule, string subject, CancellationToken ct)
    {
        var draft = await queries.DraftAsync(draftId, ct) ?? throw new NotFoundException("draft", draftId);
        var finding = PlanDoctor.Examine(draft.Document, draft.SourceText, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))
            .FirstOrDefault(found => string.Equals(found.Rule, rule, StringComparison.Ordinal) && string.Equals(found.Subject, subject, StringComparison.Ordinal))
            ?? throw new RefusedException("finding_gone", "The draft does not have this fault any more. Somebody has changed it.");
        var fix = finding.Fix ?? throw new RefusedException("fix_missing", "Nothing is proposed for this finding: a person has to mend it.");
        var tree = new PlanTree(draft.Document);
        DraftChange[] changes = [.. fix.Changes.Select(field => new SetField(
            field.Item, field.Field, field.Json is null ? null : JsonNode.Parse(field.Json), tree.Find(field.Item)?.Json[field.Field]?.DeepClone()))];
        return await drafts.EditAsync(actor, commandId, draftId, changes is [var only] ? only : new SeveralChanges(changes), ct);
    }
}
