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
}

/// <summary>One of them.</summary>
/// <param name="Promise">Name of the <see cref="Concept"/> that a text which promises the opposite speaks of; null when it is bad whatever is promised.</param>
internal sealed record UnsafeSetting(string Pattern, string Says, string? Promise)
{
    private CommandPattern? _pattern;

    public Concept? Concept => Promise is null ? null : Enum.Parse<Concept>(Promise);

    public bool In(string line) => (_pattern ??= new(Pattern)).In(line);
}
