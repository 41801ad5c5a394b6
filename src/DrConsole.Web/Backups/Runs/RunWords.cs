using DrConsole.Backups.Runs;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups.Runs;

/// <summary>Says where a run stands, in words, shape and tone. "Complete" is no proof: only a restore proves a backup.</summary>
internal static class RunWords
{
    public static string Text(RunState state) => state switch
    {
        RunState.Waiting => "Waiting",
        RunState.Running => "Running",
        RunState.Succeeded => "Complete",
        RunState.Degraded => "A copy is missing",
        RunState.Failed => "Failed",
        RunState.Interrupted => "Interrupted",
        RunState.Cancelled => "Cancelled",
        _ => "Did not run",
    };

    public static Tone Tone(RunState state) => state switch
    {
        RunState.Waiting or RunState.Running => Shell.Tone.Info,
        RunState.Succeeded => Shell.Tone.Good,
        RunState.Degraded => Shell.Tone.Warning,
        RunState.Cancelled => Shell.Tone.Neutral,
        _ => Shell.Tone.Danger,
    };

    public static Mark Mark(RunState state) => state switch
    {
        RunState.Waiting => Shell.Mark.Clock,
        RunState.Running => Shell.Mark.Dot,
        RunState.Succeeded => Shell.Mark.Check,
        RunState.Degraded => Shell.Mark.Half,
        RunState.Failed => Shell.Mark.Cross,
        RunState.Interrupted => Shell.Mark.Alert,
        RunState.Cancelled => Shell.Mark.Dash,
        _ => Shell.Mark.Skip,
    };

    public static string Trigger(RunTrigger trigger) => trigger switch
    {
        RunTrigger.Schedule => "by schedule",
        RunTrigger.CatchUp => "to make good what was missed",
        RunTrigger.Api => "through the API",
        RunTrigger.Change => "after a change",
        _ => "on demand",
    };
}
