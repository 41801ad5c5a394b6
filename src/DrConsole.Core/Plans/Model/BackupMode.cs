namespace DrConsole.Plans;

/// <summary>How a backup is taken, or what sets it off.</summary>
public enum BackupMode
{
    Full,
    Incremental,
    Differential,

    /// <summary>Transaction logs, e.g. PostgreSQL's WAL.</summary>
    Log,
    Snapshot,
    OnChange,
    OnDeployment,
    Continuous,
}
