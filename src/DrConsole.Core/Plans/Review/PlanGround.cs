using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Review;

/// <summary>What an import is compared with: the plan's draft, or else its current version.</summary>
/// <param name="Mark">Names the state, so that a decision about an older one is noticed.</param>
internal sealed record PlanGround(string Mark, PlanDocument Document, PlanDraft? Draft, PlanVersion? Version)
{
    /// <summary>The mark of a plan that says nothing yet.</summary>
    public const string None = "";

    /// <summary>The ground as it is now; null for a new plan, and for one that has neither draft nor version.</summary>
    public static async Task<PlanGround?> FindAsync(DrDbContext db, Guid? planId, CancellationToken ct)
    {
        if (planId is null)
        {
            return null;
        }

        if (await db.PlanDrafts.SingleOrDefaultAsync(draft => draft.PlanId == planId, ct) is { } draft)
        {
            return new($"draft {draft.Id} {draft.Revision}", PlanDocumentBytes.Read(draft.Document), draft, null);
        }

        var version = await db.PlanVersions.AsNoTracking().Where(version => version.PlanId == planId).OrderByDescending(version => version.Number).FirstOrDefaultAsync(ct);
        return version is null ? null : new($"version {version.Id}", PlanDocumentBytes.Read(version.Document), null, version);
    }
}
