using DrConsole.Backups.Restoring;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups.Restores;

/// <summary>Restores in words.</summary>
internal static class RestoreWords
{
    public static (Tone Tone, Mark Mark, string Text) State(RestoreState state) => state switch
    {
        RestoreState.Proposed => (Tone.Warning, Mark.Clock, "Waits for a second person"),
        RestoreState.Waiting => (Tone.Info, Mark.Clock, "Waits to start"),
        RestoreState.Running => (Tone.Info, Mark.Half, "Running"),
        RestoreState.Succeeded => (Tone.Good, Mark.Check, "Restored"),
        RestoreState.Failed => (Tone.Danger, Mark.Cross, "Failed"),
        RestoreState.Interrupted => (Tone.Danger, Mark.Alert, "Broken off"),
        RestoreState.Cancelled => (Tone.Neutral, Mark.Skip, "Cancelled"),
        RestoreState.Refused => (Tone.Neutral, Mark.Cross, "Refused"),
        _ => (Tone.Neutral, Mark.Dot, state.ToString()),
    };

    public static string Target(string kind) => kind switch
    {
        "postgres" => "A database on a PostgreSQL server",
        "postgres-cluster" => "A new PostgreSQL cluster, recovered to an instant",
        "mariadb" => "A database on a MariaDB or MySQL server",
        "folder" => "An empty directory on the console's machine",
        _ => kind,
    };

    public static bool IsActive(RestoreState state) => state is RestoreState.Proposed or RestoreState.Waiting or RestoreState.Running;

    public static string Seconds(double seconds) => Durations.Say(seconds / 60);
}
