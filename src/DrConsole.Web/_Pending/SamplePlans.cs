namespace DrConsole.Plans;

internal sealed class SamplePlans : IPlanQueries
{
    public static readonly Guid VersionId = new("01980000-0000-7000-8000-000000000001");
    public static readonly Guid PlanId = new("01980000-0000-7000-8000-000000000002");
    public static readonly Guid DraftId = new("01980000-0000-7000-8000-000000000003");
    public static readonly Guid EmptyVersionId = new("01980000-0000-7000-8000-000000000004");

    private static readonly DateTimeOffset At = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    private static readonly PlanVersionSummary Current = new(VersionId, PlanId, 3, "Shop platform recovery plan", At, "dev.admin", "After the autumn drill", new string('a', 32) + new string('4', 32), "2026-12", 2);

    public Task<IReadOnlyList<PlanSummary>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<PlanSummary>>(
    [
        new(PlanId, Current.Title, Current, DraftId, At.AddHours(3), "dev.admin"),
        new(EmptyVersionId, "Office network", Current with { VersionId = EmptyVersionId, PlanId = EmptyVersionId, Number = 1, NextReview = "2026-03-01", ScenarioCount = 0, Note = null }, null, null, null),
        new(DraftId, "Payroll", null, DraftId, At.AddHours(5), "dev.admin"),
    ]);

    public Task<PlanVersionView?> VersionAsync(Guid versionId, CancellationToken ct) => Task.FromResult(
        versionId == VersionId ? new PlanVersionView(Current, SampleDocument.Make(), true)
        : versionId == EmptyVersionId ? new PlanVersionView(Current with { VersionId = EmptyVersionId, Title = "Office network", Number = 1, ScenarioCount = 0 }, new PlanDocument { Meta = new PlanMeta { Title = "Office network" } }, false)
        : null);

    public Task<IReadOnlyList<PlanVersionSummary>> HistoryAsync(Guid planId, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlanVersionSummary>>(
        planId == PlanId
            ? [Current, Current with { VersionId = EmptyVersionId, Number = 2, PublishedAt = At.AddDays(-90), Note = null }, Current with { VersionId = DraftId, Number = 1, PublishedAt = At.AddDays(-190) }]
            : []);

    public Task<PlanDraftView?> DraftAsync(Guid draftId, CancellationToken ct) => Task.FromResult(draftId == DraftId
        ? new PlanDraftView(DraftId, PlanId, "shop-recovery.md", SampleDocument.Source, SampleDocument.Make(), 0.87, ["A NUL character on line 31 was removed."], "dev.admin", At)
        : null);

    public Task<IReadOnlyList<ScenarioChoice>> ScenariosAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<ScenarioChoice>>([]);
}
