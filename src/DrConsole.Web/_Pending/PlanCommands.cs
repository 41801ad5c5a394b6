using DrConsole.Access;

namespace DrConsole.Plans;

/// <summary>Changes of plans; here only for looking at pages.</summary>
public sealed class PlanCommands
{
    public Task<Guid> ImportAsync(Actor actor, Guid commandId, string fileName, string text, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(text)
            ? throw new Platform.RefusedException("plan_empty", "The document is empty, so there is nothing to import.")
            : Task.FromResult(SamplePlans.DraftId);

    public Task<Guid> PublishAsync(Actor actor, Guid commandId, Guid draftId, string? note, CancellationToken ct) =>
        Task.FromResult(SamplePlans.VersionId);

    public Task DiscardDraftAsync(Actor actor, Guid commandId, Guid draftId, CancellationToken ct) => Task.CompletedTask;
}
