using System.Globalization;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;

namespace DrConsole.Plans;

/// <content>A draft on its way to a second person and back.</content>
public sealed partial class PlanCommands
{
    private const int NoteLength = 2_000;

    /// <summary>Hands a draft to a second person. Returns the revision that was submitted.</summary>
    /// <param name="note">What was changed, for the one who approves and for the history.</param>
    public Task<int> SubmitAsync(Actor actor, Guid commandId, Guid draftId, string? note, CancellationToken ct) =>
        StepAsync(actor, commandId, Right.EditPlan, draftId, "plan.draft.submitted", (draft, at) =>
        {
            if (draft.State != DraftState.Editing)
            {
                throw new RefusedException("draft_submitted", $"{draft.SubmittedByName} has submitted this draft already.");
            }

            draft.Submit(actor, Said(note), at);
            return draft.SubmitNote;
        }, ct);

    /// <summary>Takes a submitted or approved draft back to editing. Returns its revision.</summary>
    public Task<int> WithdrawAsync(Actor actor, Guid commandId, Guid draftId, CancellationToken ct) =>
        StepAsync(actor, commandId, Right.EditPlan, draftId, "plan.draft.withdrawn", (draft, _) =>
        {
            EnsureLeftEditing(draft);
            draft.Reopen();
            return null;
        }, ct);

    /// <summary>Lets a submitted draft be published as it is. Returns its revision.</summary>
    /// <param name="revision">The revision that was looked at: what was changed since is approved by nobody.</param>
    public Task<int> ApproveAsync(Actor actor, Guid commandId, Guid draftId, int revision, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ApprovePlan, async change =>
        {
            var draft = await LockDraftAsync(change.Db, draftId, ct);
            EnsureSeen(draft, revision);
            if (draft.State != DraftState.Submitted)
            {
                throw draft.State == DraftState.Approved
                    ? new RefusedException("draft_approved", $"{draft.ApprovedByName} has approved this draft already.")
                    : new RefusedException("draft_not_submitted", "This draft is being edited. It can be approved once somebody submits it.");
            }

            var isOn = await TwoPersonRule.IsOnAsync(change.Db, ct);
            if (isOn && await TwoPersonRule.HadAHandAsync(change.Db, draft, actor.Id, actor.Name, ct))
            {
                throw new RefusedException("second_person_needed", "You had a hand in this draft. Somebody else must approve it.");
            }

            draft.Approve(actor, change.At);
            Record(change, draft, "plan.draft.approved", isOn ? null : "The two-person rule was off.");
            return draft.Revision;
        }, ct);

    /// <summary>Gives a submitted or approved draft back to its authors. Returns its revision.</summary>
    /// <param name="reason">What has to become better.</param>
    public Task<int> SendBackAsync(Actor actor, Guid commandId, Guid draftId, string reason, CancellationToken ct) =>
        StepAsync(actor, commandId, Right.ApprovePlan, draftId, "plan.draft.sent_back", (draft, _) =>
        {
            EnsureLeftEditing(draft);
            draft.Reopen();
            return Said(reason) ?? throw new RefusedException("reason_missing", "Say why, so that the authors know what to mend.");
        }, ct);

    private Task<int> StepAsync(Actor actor, Guid commandId, Right needed, Guid draftId, string action, Func<PlanDraft, DateTimeOffset, string?> step, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, needed, async change =>
        {
            var draft = await LockDraftAsync(change.Db, draftId, ct);
            Record(change, draft, action, step(draft, change.At));
            return draft.Revision;
        }, ct);

    private static void Record(Change change, PlanDraft draft, string action, string? note)
    {
        change.Record(AuditChain.Console, action, new { draft.PlanId, draftId = draft.Id, draft.Revision, note, documentSha256 = Hex(draft.Document) });
        change.Signal(Topic.Plans);
    }

    private static void EnsureLeftEditing(PlanDraft draft)
    {
        if (draft.State == DraftState.Editing)
        {
            throw new RefusedException("draft_not_submitted", "This draft is being edited already.");
        }
    }

    private static void EnsureSeen(PlanDraft draft, int? revision)
    {
        if (revision is { } seen && seen != draft.Revision)
        {
            throw new RefusedException("draft_changed", string.Create(
                CultureInfo.InvariantCulture, $"{draft.ChangedByName} has changed this draft since you looked at it. Look at the changes and decide again (revision {draft.Revision}, you saw {seen})."));
        }
    }

    private static string? Said(string? note)
    {
        var said = SafeText.Clean(note ?? "").Trim();
        return said.Length > NoteLength ? throw new RefusedException("note_too_long", "Say it in 2,000 characters or fewer.") : said.Length == 0 ? null : said;
    }
}
