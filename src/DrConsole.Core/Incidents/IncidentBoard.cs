using System.Text.Json.Serialization;
using DrConsole.Plans;

namespace DrConsole.Incidents;

/// <summary>
/// Everything that the page of one incident shows, at one instant. Immutable and shared by all open pages of a node.
/// Parts that did not change keep their instance from one board to the next, so that a row knows that it need not render.
/// </summary>
public sealed record IncidentBoard(
    IncidentRow Incident, Guid? PlanVersionId, string? PlanTitle, int? PlanVersionNumber, bool PlanHasChanged, string? ResolvedByName, string? Summary, string? DataLoss,
    IReadOnlyList<BoardChecklist> Checklists, IReadOnlyList<RoleHolder> Roles, IReadOnlyList<DecisionView> Decisions, IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<TierChoice> Tiers)
{
    /// <summary>How many of the newest timeline entries a board holds.</summary>
    public const int TimelineLength = 100;

    /// <summary>The plan that its version is of; null when it was declared without one.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>Number of the plan's current version; the incident stays on its own.</summary>
    public int? PlanCurrentNumber { get; init; }
}

/// <summary>A checklist of the incident with its items.</summary>
public sealed record BoardChecklist(Guid Id, string Title, string? Section, double? FromMinutes, double? ToMinutes, bool IsValidation, IReadOnlyList<BoardItem> Items);

/// <summary>One item; a new instance whenever its <see cref="Revision"/> grows.</summary>
public sealed record BoardItem(
    Guid Id, int Position, string? Group, string Text, IReadOnlyList<CommandBlock> Commands, string? Role, string? Expected, bool IsDangerous,
    ItemState State, string? Reason, string? ChangedByName, DateTimeOffset? ChangedAt, int Revision)
{
    /// <summary>True when nothing more is to be done about it.</summary>
    public bool IsClosed => State is ItemState.Done or ItemState.Skipped or ItemState.NotApplicable;

    /// <summary>True when only this node's journal knows its state yet: the database is away.</summary>
    [JsonIgnore]
    public bool IsKept { get; init; }
}

/// <summary>Who holds a role.</summary>
public sealed record RoleHolder(string Role, Guid PersonId, string PersonName, DateTimeOffset Since);

/// <summary>A decision as taken.</summary>
public sealed record DecisionView(Guid Id, string Question, IReadOnlyList<string> Options, string Choice, string Reason, string DecidedByName, DateTimeOffset DecidedAt)
{
    /// <summary>True when only this node's journal knows it yet: the database is away.</summary>
    [JsonIgnore]
    public bool IsKept { get; init; }
}

/// <summary>One entry of the timeline.</summary>
/// <param name="Text">The entry as a sentence.</param>
/// <param name="Detail">What belongs to it: a reason, a note's text; null when there is none.</param>
/// <param name="Corrects">Id of the entry that this one puts right.</param>
public sealed record TimelineEntry(
    Guid Id, long Sequence, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string ActorName, string Action, string Text, string? Detail, Guid? Corrects, string Hash);
