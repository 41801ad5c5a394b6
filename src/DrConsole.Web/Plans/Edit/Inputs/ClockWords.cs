using System.Globalization;
using DrConsole.Plans.Edit;

namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>Says what the changes of the clock do to a schedule.</summary>
internal static class ClockWords
{
    private const int MostTimes = 6;

    /// <summary>One sentence per change of the clock in the coming year, or one that nothing happens.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<ClockChange> changes, bool followsClock, string zone) => changes.Count == 0
        ? [$"In {zone} the clock is not changed in the next twelve months."]
        : changes.Select(change => $"{Change(change)} {Effect(change, followsClock)}");

    private static string Change(ClockChange change) => string.Create(
        CultureInfo.InvariantCulture, $"On {change.Day:yyyy-MM-dd} the clock {(change.IsForward ? "jumps ahead" : "goes back")} from {change.From:HH:mm} to {change.To:HH:mm}:");

    private static string Effect(ClockChange change, bool followsClock) => (change.Runs.Count, change.IsForward, followsClock) switch
    {
        (0, _, _) => "no run is touched.",
        (_, true, false) => string.Create(CultureInfo.InvariantCulture, $"the run due at {Times(change)} is made at {change.To:HH:mm}; none is skipped."),
        (_, true, true) => $"{Runs(change)} skipped.",
        (_, false, false) => $"{Times(change)} comes twice, the run is made once, the first time.",
        (_, false, true) => $"{Runs(change)} repeated.",
    };

    private static string Runs(ClockChange change) => change.Runs.Count == 1 ? $"the run at {Times(change)} is" : $"the runs at {Times(change)} are";

    private static string Times(ClockChange change) =>
        string.Join(", ", change.Runs.Take(MostTimes).Select(run => run.ToString("HH:mm", CultureInfo.InvariantCulture))) + (change.Runs.Count > MostTimes ? " …" : "");
}
