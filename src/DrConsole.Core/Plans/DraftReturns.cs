using DrConsole.Audit;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans;

/// <summary>Finds why a draft was sent back. The audit entry is where it is written; there is no second copy that could differ.</summary>
internal static class DraftReturns
{
    private const string Prefix = "plan.draft.";

    public static async Task<SentBack?> NewestAsync(DrDbContext db, Guid draftId, DateTimeOffset begun, CancellationToken ct)
    {
        var steps = db.AuditEntries.AsNoTracking().Where(entry => entry.Chain == AuditChain.Console && entry.RecordedAt >= begun && entry.Action.StartsWith(Prefix))
            .OrderByDescending(entry => entry.Sequence).Select(entry => new { entry.Action, entry.ActorName, entry.RecordedAt, entry.Body }).AsAsyncEnumerable();
        await foreach (var step in steps.WithCancellation(ct))
        {
            if (AuditBody.TryRead(step.Body)?.Data is { } data && data.TryGetProperty("draftId", out var id) && id.TryGetGuid(out var of) && of == draftId)
            {
                return step.Action is Prefix + "sent_back" ? new(step.ActorName, step.RecordedAt, data.GetProperty("note").GetString() ?? "") : null;
            }
        }

        return null;
    }
}
