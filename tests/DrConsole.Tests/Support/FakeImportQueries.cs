using DrConsole.Plans.Review;

namespace DrConsole.Tests.Support;

/// <summary>Reads of imports from what a test puts in.</summary>
internal sealed class FakeImportQueries(PlanImportView? import = null) : IImportQueries
{
    public Task<PlanImportView?> ImportAsync(Guid importId, CancellationToken ct) => Task.FromResult(import);

    public Task<IReadOnlyList<PlanImportRow>> WaitingAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PlanImportRow>>(import is null ? [] : [new(import.ImportId, import.PlanId, "plan.md", import.CreatedBy, import.CreatedAt)]);
}
