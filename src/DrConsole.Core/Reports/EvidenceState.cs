namespace DrConsole.Reports;

/// <summary>What can be said of a source or a system, the worst first.</summary>
public enum EvidenceState
{
    /// <summary>The last run or the last examination failed.</summary>
    Failing,

    /// <summary>A backup claims to be of the future: one of the clocks is wrong, and no age can be told.</summary>
    ClockWrong,

    /// <summary>More would be lost now, or a restore took longer, than was promised.</summary>
    ObjectiveBroken,

    /// <summary>A backup was due and did not come.</summary>
    Late,

    /// <summary>There is no whole backup yet.</summary>
    NothingYet,

    /// <summary>There are whole backups, and no restore has proved any.</summary>
    Unproven,

    /// <summary>The last proof is older than the policy allows.</summary>
    ProofOld,

    /// <summary>Somebody switched the policy off.</summary>
    Paused,

    /// <summary>A restore proved it, in time, within what was promised.</summary>
    Proven,
}

/// <summary>What a person should do next.</summary>
public enum NextStep
{
    Nothing,

    /// <summary>Read why the last run failed.</summary>
    LookAtRun,

    /// <summary>Something is under way: look how far it is.</summary>
    Watch,

    /// <summary>Take a backup.</summary>
    RunNow,

    /// <summary>Have a restore prove the newest backup.</summary>
    Prove,

    /// <summary>Switch the policy on again.</summary>
    Resume,

    /// <summary>Read the alarm: it names the cure.</summary>
    ReadAlarm,
}
