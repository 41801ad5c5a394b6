using DrConsole.Plans.Doctor;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans.Doctor;

/// <summary>A severity as word, shape and colour.</summary>
public static class SeverityWords
{
    /// <summary>The severities, the worst first.</summary>
    public static IReadOnlyList<FindingSeverity> All { get; } = Enum.GetValues<FindingSeverity>();

    /// <summary>"Error", "3 errors".</summary>
    public static string Count(FindingSeverity severity, int count) => $"{count} {severity.ToString().ToLowerInvariant()}{(count == 1 ? "" : "s")}";

    /// <summary>Its colour.</summary>
    public static Tone Tone(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => Shell.Tone.Danger,
        FindingSeverity.Warning => Shell.Tone.Warning,
        _ => Shell.Tone.Info,
    };

    /// <summary>Its shape.</summary>
    public static Mark Mark(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => Shell.Mark.Cross,
        FindingSeverity.Warning => Shell.Mark.Alert,
        _ => Shell.Mark.Dot,
    };
}
