using DrConsole.Platform;

namespace DrConsole.Incidents;

/// <summary>One thing to do within an incident, copied from the plan: later edits of the plan must not move the ground under responders.</summary>
public sealed class IncidentItem
{
    private const int ReasonLength = 1000;

    public Guid Id { get; init; }

    public Guid IncidentId { get; init; }

    public Guid ChecklistId { get; init; }

    public int Position { get; init; }

    public string? Group { get; init; }

    public required string Text { get; init; }

    /// <summary>The plan's commands as JSON: a list of <see cref="Plans.CommandBlock"/>.</summary>
    public string? Commands { get; init; }

    public string? Role { get; init; }

    public string? Expected { get; init; }

    public bool IsDangerous { get; init; }

    public ItemState State { get; private set; }

    /// <summary>Why it was skipped, does not apply, or failed.</summary>
    public string? Reason { get; private set; }

    public string? ChangedByName { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>Counts the changes: whoever changes an item says which state they saw.</summary>
    public int Revision { get; private set; }

    /// <summary>Moves the item to another state. Refused when somebody changed it since the caller looked, or a reason is missing.</summary>
    public void MoveTo(ItemState to, string? reason, int seenRevision, string by, DateTimeOffset at)
    {
        if (seenRevision != Revision)
        {
            throw Overtaken(ChangedByName, State, ChangedAt);
        }

        (State, Reason, ChangedByName, ChangedAt, Revision) = (to, CheckedReason(to, reason), by, at, Revision + 1);
    }

    internal static RefusedException Overtaken(string? by, ItemState state, DateTimeOffset? at) =>
        new("item_changed", $"{by} marked this {Words.Of(state)} at {at:HH:mm:ss} UTC, before you. Nothing was changed.");

    /// <summary>The reason as it is stored; refused when the state needs one and there is none.</summary>
    internal static string? CheckedReason(ItemState to, string? reason)
    {
        var why = string.IsNullOrWhiteSpace(reason) ? null : SafeText.Clean(reason.Trim());
        if (to is ItemState.Skipped or ItemState.NotApplicable or ItemState.Failed && why is null)
        {
            throw new RefusedException("reason_missing", $"Say why it is {Words.Of(to)}.");
        }

        return why?.Length > ReasonLength ? throw new RefusedException("reason_too_long", $"Keep the reason under {ReasonLength} characters.") : why;
    }

    /// <summary>True when nothing more is to be done about it.</summary>
    public bool IsClosed => State is ItemState.Done or ItemState.Skipped or ItemState.NotApplicable;
}
