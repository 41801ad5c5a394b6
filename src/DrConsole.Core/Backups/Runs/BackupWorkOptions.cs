namespace DrConsole.Backups.Runs;

/// <summary>What part this node takes in taking backups.</summary>
/// <param name="RunsAtOnce">Runs that this node works on at the same time; 0 leaves scheduling, runs and watching to other nodes.</param>
public sealed record BackupWorkOptions(int RunsAtOnce)
{
    /// <summary>Environment variable that sets it.</summary>
    public const string Variable = "DRCONSOLE_BACKUP_RUNS";

    private const int Usual = 2;
    private const int Most = 64;

    /// <summary>Reads the setting's text.</summary>
    /// <exception cref="InvalidOperationException">It is no number from 0 to 64.</exception>
    public static BackupWorkOptions Read(string? text) => string.IsNullOrWhiteSpace(text) ? new(Usual)
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var runs) && runs <= Most ? new(runs)
        : throw new InvalidOperationException($"{Variable} is “{text}”: set it to the number of backups that this node takes at once, 0 to {Most}.");
}
