namespace DrConsole.Plans.Doctor;

/// <summary>How bad a finding is, the worst first.</summary>
public enum FindingSeverity
{
    /// <summary>Recovery would fail, lose more than promised, or do harm.</summary>
    Error,

    /// <summary>Recovery would be slower or less certain than it looks.</summary>
    Warning,

    /// <summary>Worth knowing; nothing fails by it alone.</summary>
    Hint,
}
