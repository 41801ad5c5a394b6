using System.Linq.Expressions;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans;

/// <summary>Reads of plans from PostgreSQL.</summary>
public sealed class PlanQueries(IDbContextFactory<DrDbContext> contexts) : IPlanQueries
{
    private static readonly Expression<Func<PlanVersion, PlanVersionSummary>> Summary = version => new PlanVersionSummary(
        version.Id, version.PlanId, version.Number, version.Title, version.PublishedAt, version.PublishedByName, version.Note,
        Convert.ToHexStringLower(version.Sha256), version.NextReview, version.ScenarioCount)
    {
        FileName = version.FileName, SubmittedBy = version.SubmittedByName, ApprovedBy = version.ApprovedByName, ApprovedAt = version.ApprovedAt,
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlanSummary>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var plans = await db.Plans.AsNoTracking().OrderBy(plan => plan.Title).ThenBy(plan => plan.Id).ToListAsync(ct);
        var current = await Current(db).Select(Summary).ToDictionaryAsync(version => version.PlanId, ct);
        var drafts = await db.PlanDrafts.Select(draft => new { draft.PlanId, draft.Id, draft.ChangedAt, draft.ChangedByName, draft.State, draft.FileName }).ToDictionaryAsync(draft => draft.PlanId, ct);
        return
        [
            .. plans.Select(plan => new PlanSummary(
                plan.Id, plan.Title, current.GetValueOrDefault(plan.Id),
                drafts.GetValueOrDefault(plan.Id)?.Id, drafts.GetValueOrDefault(plan.Id)?.ChangedAt, drafts.GetValueOrDefault(plan.Id)?.ChangedByName)
            {
                DraftState = drafts.GetValueOrDefault(plan.Id)?.State, FileName = current.GetValueOrDefault(plan.Id)?.FileName ?? drafts.GetValueOrDefault(plan.Id)?.FileName,
            }),
        ];
    }

    /// <inheritdoc/>
    public async Task<PlanVersionView?> VersionAsync(Guid versionId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var version = await db.PlanVersions.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == versionId, ct);
        if (version is null)
        {
            return null;
        }

        var isCurrent = !await db.PlanVersions.AnyAsync(other => other.PlanId == version.PlanId && other.Number > version.Number, ct);
        return new(Summary.Compile()(version), PlanDocumentBytes.Read(version.Document), isCurrent);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlanVersionSummary>> HistoryAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var intact = await db.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM plan_version WHERE plan_id = {planId} AND sha256(document) = sha256").ToListAsync(ct);
        var versions = await db.PlanVersions.Where(version => version.PlanId == planId).OrderByDescending(version => version.Number).Select(Summary).ToListAsync(ct);
        return versions.ConvertAll(version => version with { IsIntact = intact.Contains(version.VersionId) });
    }

    /// <inheritdoc/>
    public async Task<PlanDraftView?> DraftAsync(Guid draftId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.PlanDrafts.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == draftId, ct) is { } draft
            ? new(
                draft.Id, draft.PlanId, draft.FileName, draft.SourceText, PlanDocumentBytes.Read(draft.Document), draft.Understood, draft.Warnings,
                draft.CreatedByName, draft.CreatedAt, draft.BaseVersionId is null && draft.FileName.Length > 0)
            {
                Progress = await ProgressAsync(db, draft, ct),
            }
            : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScenarioChoice>> ScenariosAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var versions = await Current(db).AsNoTracking().OrderBy(version => version.Title).ThenBy(version => version.PlanId).ToListAsync(ct);
        return [.. versions.SelectMany(Choices)];
    }

    private static async Task<DraftProgress> ProgressAsync(DrDbContext db, PlanDraft draft, CancellationToken ct)
    {
        var versions = await db.PlanVersions.Where(version => version.PlanId == draft.PlanId).OrderByDescending(version => version.Number).Select(version => new { version.Id, version.Number }).ToListAsync(ct);
        return new(draft.State, draft.Revision, draft.AuthorIds)
        {
            CurrentVersionId = versions.FirstOrDefault()?.Id, BaseVersionId = draft.BaseVersionId, BaseVersionNumber = versions.Find(version => version.Id == draft.BaseVersionId)?.Number,
            NeedsSecondPerson = await TwoPersonRule.IsOnAsync(db, ct), ChangedBy = draft.ChangedByName, ChangedAt = draft.ChangedAt, SubmitNote = draft.SubmitNote, SubmittedBy = draft.SubmittedByName, SubmittedAt = draft.SubmittedAt,
            ApprovedBy = draft.ApprovedByName, ApprovedAt = draft.ApprovedAt,
            SentBack = draft.State == DraftState.Editing ? await DraftReturns.NewestAsync(db, draft.Id, draft.CreatedAt, ct) : null,
        };
    }

    private static IEnumerable<ScenarioChoice> Choices(PlanVersion version)
    {
        var document = PlanDocumentBytes.Read(version.Document);
        var tiers = Severity.TiersOf(document);
        return document.Scenarios.Select(scenario => new ScenarioChoice(
            version.Id, version.Title, version.Number, scenario.Key, scenario.Title, scenario.Tier, scenario.Steps().Count(), scenario.Detection, tiers));
    }

    private static IQueryable<PlanVersion> Current(DrDbContext db) =>
        db.PlanVersions.Where(version => !db.PlanVersions.Any(other => other.PlanId == version.PlanId && other.Number > version.Number));
}
