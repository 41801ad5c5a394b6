namespace DrConsole.Access;

/// <summary>What an actor may do. Checked where the work is executed, not only on the page.</summary>
public enum Right
{
    /// <summary>Sign in and change one's own password; every role has it.</summary>
    UseConsole,
    ReadPlan,
    EditPlan,

    /// <summary>Be the second person: approve a submitted draft, or send it back.</summary>
    ApprovePlan,
    PublishPlan,
    ReadIncidents,
    DeclareIncident,
    RunIncident,
    CommandIncident,
    ExportHistory,

    /// <summary>See policies, runs, backups, their proof, and stores.</summary>
    ReadBackups,

    /// <summary>Start, cancel and verify backups.</summary>
    RunBackup,

    /// <summary>Change policies, stores, keys and holds.</summary>
    ManageBackups,

    /// <summary>Ask for a restore, and start one that overwrites nothing.</summary>
    RestoreBackup,

    /// <summary>Be the second person of a restore that overwrites something.</summary>
    ApproveRestore,
    ReadAudit,
    ManageAccess,
}
