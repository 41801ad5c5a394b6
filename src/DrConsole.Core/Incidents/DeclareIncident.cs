namespace DrConsole.Incidents;

/// <summary>What is needed to declare an incident. Everything but title and kind may be missing: better an incident without a plan than none.</summary>
/// <param name="PlanVersionId">The plan version whose scenario and checklists are used.</param>
/// <param name="ScenarioKey">Key of a scenario of that version.</param>
/// <param name="TierKey">Key of an impact tier of that version; null takes the scenario's own, else the most severe.</param>
public sealed record DeclareIncident(string Title, IncidentKind Kind, Guid? PlanVersionId, string? ScenarioKey, string? TierKey);

/// <summary>A decision to be recorded.</summary>
public sealed record TakeDecision(string Question, IReadOnlyList<string> Options, string Choice, string Reason);
