using DrConsole.Plans;

namespace DrConsole.Tests.Support;

/// <summary>Reads of plans from what a test puts in; with nothing put in, there is nothing.</summary>
internal sealed class FakePlanQueries : IPlanQueries
{
    public Func<IReadOnlyList<PlanSummary>> List { get; init; } = static () => [];

    public Func<PlanVersionView?> Version { get; init; } = static () => null;

    public Func<PlanDraftView?> Draft { get; init; } = static () => null;

    public int VersionReads { get; private set; }

    public Task<IReadOnlyList<PlanSummary>> ListAsync(CancellationToken ct) => Task.FromResult(List());

    public Task<PlanVersionView?> VersionAsync(Guid versionId, CancellationToken ct)
    {
        VersionReads++;
        return Task.FromResult(Version());
    }

    public Task<IReadOnlyList<PlanVersionSummary>> HistoryAsync(Guid planId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PlanVersionSummary>>(Version() is { } version ? [version.Summary] : []);

    public Task<PlanDraftView?> DraftAsync(Guid draftId, CancellationToken ct) => Task.FromResult(Draft());

    public Task<IReadOnlyList<ScenarioChoice>> ScenariosAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<ScenarioChoice>>([]);
}
