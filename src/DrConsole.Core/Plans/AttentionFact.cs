namespace DrConsole.Plans;

/// <summary>One thing about the plans that somebody should look at.</summary>
/// <param name="Text">A sentence with the plan's name in it.</param>
/// <param name="Detail">Which ones, or what follows from it; null when the sentence says all.</param>
/// <param name="TargetId">The version, or for <see cref="AttentionKind.DraftWaits"/> the draft; null when there is neither.</param>
/// <param name="Since">When it began, where that is known.</param>
public sealed record AttentionFact(AttentionKind Kind, AttentionWeight Weight, string Text, string? Detail = null, Guid? TargetId = null, DateTimeOffset? Since = null);

/// <summary>What a fact is about, the worst first: facts of one weight are shown in this order.</summary>
public enum AttentionKind
{
    NoPlanPublished,
    NoScenario,
    ScenarioWithoutSteps,
    NoEscalation,
    DoctorErrors,
    PlaceholderContacts,
    ReviewOverdue,
    TierWithoutRto,
    ScenarioWithoutDetection,
    NoReviewDate,
    ReviewDue,
    DraftWaits,
}

/// <summary>How much a fact weighs on the day of a disaster.</summary>
public enum AttentionWeight
{
    /// <summary>Responders would stand without help.</summary>
    Serious,

    /// <summary>Recovery would be slower or less certain.</summary>
    Weak,

    /// <summary>Somebody's work waits.</summary>
    Waiting,
}
