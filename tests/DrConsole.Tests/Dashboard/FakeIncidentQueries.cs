using DrConsole.Incidents;

namespace DrConsole.Tests.Dashboard;

/// <summary>Lists of incidents from what a test puts in.</summary>
internal sealed class FakeIncidentQueries : IIncidentQueries
{
    public Func<IncidentFilter, IReadOnlyList<IncidentRow>> List { get; init; } = static _ => [];

    public Task<IncidentList> ListAsync(IncidentFilter filter, CancellationToken ct) => Task.FromResult(new IncidentList(List(filter), HasMore: false));

    public Task<IncidentBoard?> BoardAsync(Guid incidentId, CancellationToken ct) => Task.FromResult<IncidentBoard?>(null);

    public Task<IReadOnlyDictionary<Guid, long>> OpenAsync(CancellationToken ct) => Task.FromResult<IReadOnlyDictionary<Guid, long>>(new Dictionary<Guid, long>());

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(Guid incidentId, long? before, string? search, int take, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<TimelineEntry>>([]);
}
