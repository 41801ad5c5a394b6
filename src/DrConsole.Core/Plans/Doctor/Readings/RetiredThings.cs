namespace DrConsole.Plans.Doctor;

/// <summary>Flags, commands and services that are gone or going, with where that is said.</summary>
internal static class RetiredThings
{
    private static readonly Lazy<IReadOnlyList<RetiredThing>> Known = new(() => DoctorData.Read<RetiredThing[]>("retired"));

    public static IReadOnlyList<RetiredThing> All => Known.Value;
}

/// <summary>One of them.</summary>
/// <param name="State"><c>removed</c>, <c>retired</c>, <c>deprecated</c>, or <c>wrong</c> for what never was.</param>
/// <param name="From">Words that may be replaced by <paramref name="To"/> as they are; null when a person has to do it.</param>
internal sealed record RetiredThing(string Id, string Pattern, string What, string State, string Since, string Detail, string Instead, string Source, string? From = null, string? To = null)
{
    private CommandPattern? _pattern;

    public bool IsGone => State is not "deprecated";

    public bool In(string line) => (_pattern ??= new(Pattern)).In(line);
}
