namespace DrConsole.People;

/// <summary>Something that would go wrong, or that had to be assumed, when the ladder is climbed.</summary>
/// <param name="Text">A sentence for the reader.</param>
/// <param name="ItemKey">Key of the plan's item that cures it; null when one is missing.</param>
public sealed record EscalationFault(EscalationFaultKind Kind, string Text, string? ItemKey = null)
{
    /// <summary>True when the call reaches nobody, or may not; false for what was assumed or merely looks odd.</summary>
    public bool IsGrave => Kind is not (EscalationFaultKind.Assumed or EscalationFaultKind.OutOfHours or EscalationFaultKind.NoFallback or EscalationFaultKind.OutOfOrder);
}

/// <summary>Kinds of faults.</summary>
public enum EscalationFaultKind
{
    /// <summary>A level at which nobody is called at all.</summary>
    NobodyReached,

    /// <summary>A name that no contact, role or rotation of the plan bears.</summary>
    UnknownName,

    /// <summary>The contact is a placeholder.</summary>
    Placeholder,

    /// <summary>The contact has neither phone, pager nor text message.</summary>
    NoPhone,

    /// <summary>Two levels in a row call the same person.</summary>
    SamePersonTwice,

    /// <summary>Nobody of the rotation is on call then.</summary>
    RotationGap,

    /// <summary>The rotation cannot be read as it stands.</summary>
    RotationUnreadable,

    /// <summary>A path without levels, a level whose path is not there, or a tier without path.</summary>
    PathBroken,

    /// <summary>The plan does not say it, and something is assumed.</summary>
    Assumed,

    /// <summary>The person's own words say that they cannot be reached then.</summary>
    OutOfHours,

    /// <summary>A level comes before the one above it.</summary>
    OutOfOrder,

    /// <summary>When nobody answers, nobody else is called.</summary>
    NoFallback,
}
