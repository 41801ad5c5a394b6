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
    ReadAudit,
    ManageAccess,
}
