namespace DrConsole.Incidents;

/// <summary>What is at stake: a real disaster, an exercise, or a trial of the console itself.</summary>
public enum IncidentKind
{
    Real,
    Drill,
    Test,
}

/// <summary>An incident is open until it is resolved; it is never deleted.</summary>
public enum IncidentState
{
    Open,
    Resolved,
}

/// <summary>State of one checklist item.</summary>
public enum ItemState
{
    ToDo,
    Doing,
    Done,
    Failed,
    Skipped,
    NotApplicable,
}
