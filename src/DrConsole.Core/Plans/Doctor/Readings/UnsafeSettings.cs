namespace DrConsole.Plans.Doctor;

/// <summary>Lines of configuration that turn a protection off.</summary>
internal static class UnsafeSettings
{
    private static readonly Lazy<IReadOnlyList<UnsafeSetting>> Known = new(() => DoctorData.Read<UnsafeSetting[]>("settings"));

    /// <summary>The settings that a plan's snippets turn off, where they stand.</summary>
    public static IEnumerable<(PlacedLine Line, UnsafeSetting Setting)> In(PlanExamination plan) =>
        from line in plan.Commands
        from setting in Known.Value
        where setting.In(line.Text)
        select (line, setting);

    /// <summary>What the plan says to the contrary: the policy that the snippet belongs to counts first; null when it promises nothing.</summary>
    public static Evidence? Promise(PlanExamination plan, PlacedLine line, UnsafeSetting setting)
    {
        if (setting.Concept is not { } concept)
        {
            return null;
        }

        var policies = plan.Document.Backups.OrderByDescending(policy => policy.Commands.Contains(line.Block.Code));
        return policies.SelectMany(policy => Said(policy, policy.Location, policy.Encryption, policy.Retention, policy.Method, policy.Frequency))
            .Concat(plan.Document.StorageLocations.SelectMany(place => Said(place, place.Location, place.Encryption)))
            .Concat(plan.Document.Replications.SelectMany(copy => Said(copy, copy.How, copy.Target)))
            .Where(said => Terms.Say(concept, said.Text)).Select(said => plan.At(said.Item, said.Text)).FirstOrDefault();
    }

    private static IEnumerable<(PlanItem Item, string Text)> Said(PlanItem item, params string?[] texts) => texts.OfType<string>().Select(text => (item, text));
}

/// <summary>One of them.</summary>
/// <param name="Promise">Name of the <see cref="Concept"/> that a text which promises the opposite speaks of; null when it is bad whatever is promised.</param>
internal sealed record UnsafeSetting(string Pattern, string Says, string? Promise)
{
    private CommandPattern? _pattern;

    public Concept? Concept => Promise is null ? null : Enum.Parse<Concept>(Promise);

    public bool In(string line) => (_pattern ??= new(Pattern)).In(line);
}
