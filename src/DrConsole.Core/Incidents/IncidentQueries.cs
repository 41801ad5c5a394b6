using System.Text.Json;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Plans;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Incidents;

/// <summary>Reads of incidents from PostgreSQL.</summary>
public sealed class IncidentQueries(IDbContextFactory<DrDbContext> contexts) : IIncidentQueries
{
    private const int MostRows = 200;

    /// <inheritdoc/>
    public async Task<IncidentList> ListAsync(IncidentFilter filter, CancellationToken ct)
    {
        var take = Math.Clamp(filter.Take, 1, MostRows);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var incidents = db.Incidents.AsNoTracking();
        incidents = filter.State is { } state ? incidents.Where(incident => incident.State == state) : incidents;
        incidents = filter.Kind is { } kind ? incidents.Where(incident => incident.Kind == kind) : incidents;
        incidents = filter.Before is { } before ? incidents.Where(incident => incident.Number < before) : incidents;
        foreach (var word in Searching(filter.Search))
        {
            incidents = incidents.Where(incident =>
                EF.Functions.ILike(incident.Title, word, "\\") || EF.Functions.ILike(incident.ScenarioTitle ?? "", word, "\\") || EF.Functions.ILike("INC-" + incident.Number, word, "\\"));
        }

        incidents = filter.LastResolvedFirst
            ? incidents.OrderByDescending(incident => incident.ResolvedAt).ThenByDescending(incident => incident.Number)
            : incidents.OrderByDescending(incident => incident.Number);
        var rows = await Rows(db, incidents.Take(take + 1)).ToListAsync(ct);
        return new([.. rows.Take(take)], rows.Count > take);
    }

    /// <inheritdoc/>
    public async Task<IncidentBoard?> BoardAsync(Guid incidentId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(token => ReadBoardAsync(db, incidentId, token), ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, long>> OpenAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Incidents.Where(incident => incident.State == IncidentState.Open)
            .Join(db.AuditChains, incident => "incident:" + incident.Id, chain => chain.Id, (incident, chain) => new { incident.Id, chain.LastSequence })
            .ToDictionaryAsync(found => found.Id, found => found.LastSequence, ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Guid incidentId, long? before, string? search, int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var chain = AuditChain.Incident(incidentId);
        if (!await db.AuditChains.AnyAsync(candidate => candidate.Id == chain, ct))
        {
            throw new NotFoundException("incident", incidentId);
        }

        var entries = db.AuditEntries.AsNoTracking().Where(entry => entry.Chain == chain && (before == null || entry.Sequence < before));
        if (!string.IsNullOrWhiteSpace(search))
        {
            // Bodies are bytes; an incident's chain is short enough to be put into words and searched here.
            var all = await entries.OrderByDescending(entry => entry.Sequence).ToListAsync(ct);
            return [.. all.Select(TimelineText.Of).Where(entry => Has(entry, search.Trim())).Take(take)];
        }

        var newest = await entries.OrderByDescending(entry => entry.Sequence).Take(take).ToListAsync(ct);
        return [.. newest.Select(TimelineText.Of)];
    }

    // One snapshot for all parts: a board never shows a tick without its timeline entry.
    private async Task<IncidentBoard?> ReadBoardAsync(DrDbContext db, Guid incidentId, CancellationToken ct)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var incident = await db.Incidents.AsNoTracking().Include(i => i.Roles).Include(i => i.Checklists).ThenInclude(list => list.Items).AsSplitQuery()
            .SingleOrDefaultAsync(candidate => candidate.Id == incidentId, ct);
        if (incident is null)
        {
            return null;
        }

        var row = await Rows(db, db.Incidents.Where(candidate => candidate.Id == incidentId)).SingleAsync(ct);
        var decisions = await db.IncidentDecisions.AsNoTracking().Where(decision => decision.IncidentId == incidentId).OrderBy(decision => decision.DecidedAt).ThenBy(decision => decision.Id).ToListAsync(ct);
        var chain = AuditChain.Incident(incidentId);
        var timeline = await db.AuditEntries.AsNoTracking().Where(entry => entry.Chain == chain).OrderByDescending(entry => entry.Sequence).Take(IncidentBoard.TimelineLength).ToListAsync(ct);
        var plan = await db.PlanVersions.Where(version => version.Id == incident.PlanVersionId)
            .Select(version => new { version.PlanId, version.Title, version.Number, version.Document, Current = db.PlanVersions.Where(other => other.PlanId == version.PlanId).Max(other => other.Number) })
            .SingleOrDefaultAsync(ct);
        return new(
            row, incident.PlanVersionId, plan?.Title, plan?.Number, plan is not null && plan.Current > plan.Number, incident.ResolvedByName, incident.Summary, incident.DataLoss,
            [.. incident.Checklists.OrderBy(list => list.Position).Select(Checklist)],
            [.. incident.Roles.OrderBy(Rank).ThenBy(role => role.Role, StringComparer.Ordinal).Select(role => new RoleHolder(role.Role, role.PersonId, role.PersonName, role.Since))],
            [.. decisions.Select(decision => new DecisionView(decision.Id, decision.Question, decision.Options, decision.Choice, decision.Reason, decision.DecidedByName, decision.DecidedAt))],
            [.. timeline.Select(TimelineText.Of)],
            plan is null ? [] : Severity.TiersOf(PlanDocumentBytes.Read(plan.Document)))
        {
            PlanId = plan?.PlanId, PlanCurrentNumber = plan?.Current,
        };
    }

    private static IQueryable<IncidentRow> Rows(DrDbContext db, IQueryable<Incident> incidents) => incidents.Select(incident => new IncidentRow(
        incident.Id, incident.Number, incident.Title, incident.Kind, incident.State, incident.ScenarioTitle, incident.TierName, incident.RtoMinutes,
        incident.DeclaredAt, incident.DeclaredByName, incident.ResolvedAt,
        incident.Roles.Where(role => role.Role == IncidentRole.Usual[0]).Select(role => role.PersonName).FirstOrDefault(),
        db.IncidentItems.Count(item => item.IncidentId == incident.Id && (item.State == ItemState.Done || item.State == ItemState.Skipped || item.State == ItemState.NotApplicable)),
        db.IncidentItems.Count(item => item.IncidentId == incident.Id)));

    private static BoardChecklist Checklist(IncidentChecklist list) => new(
        list.Id, list.Title, list.Section, list.FromMinutes, list.ToMinutes, list.IsValidation, [.. list.Items.OrderBy(item => item.Position).Select(Item)]);

    private static BoardItem Item(IncidentItem item) => new(
        item.Id, item.Position, item.Group, item.Text,
        item.Commands is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<CommandBlock>>(item.Commands, CanonicalJson.Options) ?? [],
        item.Role, item.Expected, item.IsDangerous, item.State, item.Reason, item.ChangedByName, item.ChangedAt, item.Revision);

    private static int Rank(IncidentRole role) => IncidentRole.Usual.ToList().IndexOf(role.Role) is var rank and >= 0 ? rank : int.MaxValue;

    private static IEnumerable<string> Searching(string? search) => (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(SearchPattern.Containing);

    private static bool Has(TimelineEntry entry, string search) =>
        entry.Text.Contains(search, StringComparison.OrdinalIgnoreCase) || entry.ActorName.Contains(search, StringComparison.OrdinalIgnoreCase)
        || (entry.Detail?.Contains(search, StringComparison.OrdinalIgnoreCase) ?? false);
}
