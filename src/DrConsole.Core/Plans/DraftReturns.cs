using DrConsole.Audit;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans;

/// <summary>Finds why a draft was sent back. The audit entry is where it is written; there is no second copy that could differ.</summary>
internal static class DraftReturns
{
    private const string SentBackAction = "plan.draft.sent_back";

    // What ends it: the draft was handed on again. Edits in between do not.
    private static readonly string[] Steps = [SentBackAction, "plan.draft.submitted"];

    public static async Task<SentBack?> NewestAsync(DrDbContext db, Guid draftId, DateTimeOffset begun, CancellationToken ct)
    {
        var steps = db.AuditEntries.AsNoTracking().Where(entry => entry.Chain == AuditChain.Console && entry.RecordedAt >= begun && Steps.Contains(entry.Action))
            .OrderByDescending(entry => entry.Sequence).Select(entry => new { entry.Action, entry.ActorName, entry.RecordedAt, entry.Body }).AsAsyncEnumerable();
        await foreach (var step in steps.WithCancellation(ct))
        {
            if (AuditBody.TryRead(step.Body)?.Data is { } data && data.TryGetProperty("draftId", out var id) && id.TryGetGuid(out var of) && of == draftId)
            {
                return step.Action == SentBackAction ? new(step.ActorName, step.RecordedAt, data.GetProperty("note").GetString() ?? "") : null;
            }
        }

        return null;
    }
}
