namespace DrConsole.Access;

/// <summary>What an actor may do. Checked where the work is executed, not only on the page.</summary>
public enum Right
{
    ReadPlan,
    EditPlan,
    PublishPlan,
    ReadIncidents,
    DeclareIncident,
    RunIncident,
    CommandIncident,
    ExportHistory,
    ReadAudit,
    ManageAccess,
}
