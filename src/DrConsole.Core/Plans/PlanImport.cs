namespace DrConsole.Plans;

/// <summary>What was read from one or several documents and waits to be looked through. It changes no draft until somebody says so.</summary>
public sealed class PlanImport
{
    public Guid Id { get; init; }

    /// <summary>The plan that it is for; null makes a new plan.</summary>
    public Guid? PlanId { get; init; }

    public required string[] FileNames { get; init; }

    /// <summary>The texts one after the other; source lines count through all of them.</summary>
    public required string SourceText { get; init; }

    /// <summary>The <see cref="PlanDocument"/> as canonical JSON, with the corrections made while looking through it.</summary>
    public required byte[] Document { get; set; }

    /// <summary>What was decided about the items so far, by key, as JSON.</summary>
    public required string Decisions { get; set; }

    public double Understood { get; init; }

    public string[] Warnings { get; init; } = [];

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
