namespace DrConsole.Incidents;

/// <summary>Reads of incidents.</summary>
public interface IIncidentQueries
{
    /// <summary>Incidents, newest first.</summary>
    Task<IncidentList> ListAsync(IncidentFilter filter, CancellationToken ct);

    /// <summary>Everything that the incident page shows, or null when there is no such incident.</summary>
    Task<IncidentBoard?> BoardAsync(Guid incidentId, CancellationToken ct);

    /// <summary>Open incidents, each with the number of its last audit entry: it grows with every change.</summary>
    Task<IReadOnlyDictionary<Guid, long>> OpenAsync(CancellationToken ct);

    /// <summary>Timeline entries, newest first.</summary>
    /// <param name="before">Sequence number to go on below; null starts with the newest.</param>
    /// <param name="search">Words that an entry must have in its text, or null.</param>
    Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Guid incidentId, long? before, string? search, int take, CancellationToken ct);
}

/// <summary>Which incidents are wanted.</summary>
/// <param name="Before">Number to go on below (the last row's number), or null.</param>
/// <param name="LastResolvedFirst">Orders by the time of resolution; not to be had together with <paramref name="Before"/>.</param>
public sealed record IncidentFilter(
    IncidentState? State = null, IncidentKind? Kind = null, string? Search = null, int? Before = null, int Take = 50, bool LastResolvedFirst = false);

/// <summary>A page of incidents.</summary>
public sealed record IncidentList(IReadOnlyList<IncidentRow> Rows, bool HasMore);

/// <summary>An incident as a row.</summary>
public sealed record IncidentRow(
    Guid Id, int Number, string Title, IncidentKind Kind, IncidentState State, string? ScenarioTitle, string? TierName, double? RtoMinutes,
    DateTimeOffset DeclaredAt, string DeclaredByName, DateTimeOffset? ResolvedAt, string? Commander, int ItemsClosed, int ItemsTotal);
