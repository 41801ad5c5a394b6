namespace DrConsole.Plans;

/// <summary>One reason to keep a backup.</summary>
/// <param name="Count">How many are kept, for the kinds that count; null for the others.</param>
/// <param name="Days">How long, for <see cref="RetentionKind.Age"/>; null for the others.</param>
public sealed record RetentionRule(RetentionKind Kind, int? Count = null, double? Days = null);

/// <summary>What a retention rule counts.</summary>
public enum RetentionKind
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
    Age,

    /// <summary>The newest ones, whatever their age.</summary>
    Count,
    AllVersions,
    Indefinite,
}
