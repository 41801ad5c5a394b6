namespace DrConsole.Plans;

/// <summary>What is being prepared for the next version of a plan. Nobody can declare an incident from it.</summary>
public sealed class PlanDraft
{
    public Guid Id { get; init; }

    public Guid PlanId { get; init; }

    public required string FileName { get; init; }

    /// <summary>The imported text, kept whole.</summary>
    public required string SourceText { get; init; }

    /// <summary>The <see cref="PlanDocument"/> as canonical JSON.</summary>
    public required byte[] Document { get; init; }

    public double Understood { get; init; }

    public string[] Warnings { get; init; } = [];

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
