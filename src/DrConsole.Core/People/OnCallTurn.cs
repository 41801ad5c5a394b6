namespace DrConsole.People;

/// <summary>A stretch of time in which one member of a rotation is on call, or nobody.</summary>
/// <param name="Member">Name of the contact; null is a gap.</param>
/// <param name="Start">In UTC, included.</param>
/// <param name="End">In UTC, not included.</param>
public sealed record OnCallTurn(string? Member, DateTimeOffset Start, DateTimeOffset End, OnCallReason Reason)
{
    /// <summary>True when nobody is on call.</summary>
    public bool IsGap => Member is null;
}

/// <summary>Why somebody is on call, or nobody.</summary>
public enum OnCallReason
{
    /// <summary>It is their turn.</summary>
    Turn,

    /// <summary>They stand in for somebody.</summary>
    StandIn,

    /// <summary>An override says that nobody is on call.</summary>
    LeftEmpty,

    /// <summary>The first turn has not begun.</summary>
    NotBegun,

    /// <summary>The rotation has no members, or does not say when it begins or how long a turn is.</summary>
    NotSaid,
}
