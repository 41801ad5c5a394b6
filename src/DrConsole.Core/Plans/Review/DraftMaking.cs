using System.Security.Cryptography;
using DrConsole.Database;
using DrConsole.Plans.Edit;
using DrConsole.Platform;

namespace DrConsole.Plans.Review;

/// <summary>Puts an applied import into a draft: a new one, or the one that the plan has.</summary>
internal static class DraftMaking
{
    private const int TitleLength = 300;
    private const int FileNameLength = 255;
    private const int SummaryLength = 300;

    /// <summary>SHA-256 of a stored document, lower-case hex.</summary>
    public static string Hash(byte[] document) => Convert.ToHexStringLower(SHA256.HashData(document));

    /// <summary>A new draft, with a new plan when the import is for none.</summary>
    public static PlanDraft New(Change change, PlanImport import, PlanGround? ground, PlanDocument document)
    {
        var planId = import.PlanId ?? NewPlan(change, document).Id;
        var made = new PlanDraft
        {
            Id = change.NewId(), PlanId = planId, BaseVersionId = ground?.Version?.Id, FileName = FileName(import), SourceText = import.SourceText,
            Document = CanonicalJson.Bytes(document), Understood = import.Understood, Warnings = import.Warnings, AuthorIds = Authors([], change, import),
            CreatedById = change.Actor.Id, CreatedByName = change.Actor.Name, CreatedAt = change.At, ChangedByName = change.Actor.Name, ChangedAt = change.At,
        };
        change.Db.PlanDrafts.Add(made);
        return made;
    }

    /// <summary>The draft with what was taken of the import. It is being edited again: nobody has approved this.</summary>
    public static PlanDraft Into(PlanDraft draft, Change change, PlanImport import, PlanDocument document)
    {
        (draft.Document, draft.SourceText, draft.FileName) = (CanonicalJson.Bytes(document), import.SourceText, FileName(import));
        (draft.Understood, draft.Warnings) = (import.Understood, import.Warnings);
        draft.Revision++;
        draft.Reopen();
        draft.AuthorIds = Authors(draft.AuthorIds, change, import);
        (draft.ChangedByName, draft.ChangedAt) = (change.Actor.Name, change.At);
        var taken = new TakeImport(import.FileNames).ToJson();
        change.Db.PlanDraftEdits.Add(new()
        {
            Id = change.NewId(), DraftId = draft.Id, Revision = draft.Revision, At = change.At, ActorId = change.Actor.Id, ActorName = change.Actor.Name,
            ItemKey = PlanDraftEdit.WholeDraft, Summary = Cut($"Import of {draft.FileName} taken over; this cannot be taken back", SummaryLength), Change = taken, Undo = taken,
        });
        change.Signal(Topic.Draft(draft.Id));
        return draft;
    }

    private static Plan NewPlan(Change change, PlanDocument document)
    {
        var plan = new Plan { Id = change.NewId(), Title = Cut(document.Meta.Title, TitleLength), CreatedAt = change.At };
        change.Db.Plans.Add(plan);
        return plan;
    }

    // Whoever decided about the import had a hand in the draft, as had those who brought it and who applied it.
    private static Guid[] Authors(Guid[] known, Change change, PlanImport import) =>
        [.. known.Append(import.CreatedById).Concat(ImportDecisions.Read(import.Decisions).People).Append(change.Actor.Id).Distinct()];

    private static string FileName(PlanImport import) => Cut(string.Join(", ", import.FileNames), FileNameLength);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
