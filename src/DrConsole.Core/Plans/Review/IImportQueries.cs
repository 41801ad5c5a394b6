namespace DrConsole.Plans.Review;

/// <summary>Reads of imports that wait to be looked through.</summary>
public interface IImportQueries
{
    /// <summary>One import with what it is compared with; null when it was applied or discarded.</summary>
    Task<PlanImportView?> ImportAsync(Guid importId, CancellationToken ct);

    /// <summary>The imports that wait, newest first.</summary>
    Task<IReadOnlyList<PlanImportRow>> WaitingAsync(CancellationToken ct);
}

/// <summary>An import whole.</summary>
/// <param name="PlanTitle">The plan that it is for; null makes a new plan.</param>
/// <param name="Before">The plan as it is; null for a new plan.</param>
/// <param name="Ground">What <paramref name="Before"/> is: to be given back when it is applied.</param>
/// <param name="IsIntoDraft">True when it changes a draft that exists.</param>
public sealed record PlanImportView(
    Guid ImportId, Guid? PlanId, string? PlanTitle, IReadOnlyList<string> FileNames, string SourceText, PlanDocument Document, ImportDecisions Decisions,
    double Understood, IReadOnlyList<string> Warnings, string CreatedBy, DateTimeOffset CreatedAt, PlanDocument? Before, string Ground, bool IsIntoDraft)
{
    /// <summary>What it proposes, with what was decided so far.</summary>
    public IReadOnlyList<Proposal> Proposals() => ImportProposals.Of(Document, Before, Decisions);
}

/// <summary>An import as a row.</summary>
public sealed record PlanImportRow(Guid ImportId, Guid? PlanId, string Title, string CreatedBy, DateTimeOffset CreatedAt);
