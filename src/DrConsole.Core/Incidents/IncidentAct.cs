using System.Text.Json.Serialization;

namespace DrConsole.Incidents;

/// <summary>
/// What responders do minute by minute. It cannot wait for the database: it is carried out there or, while the database is away,
/// kept in the node's journal (<see cref="Journal.IncidentJournal"/>) and carried out later.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ItemAct), "item")]
[JsonDerivedType(typeof(NoteAct), "note")]
[JsonDerivedType(typeof(DecisionAct), "decision")]
public abstract record IncidentAct;

/// <summary>A checklist item moves to a state.</summary>
/// <param name="Text">The item in words, for whoever reads the journal.</param>
/// <param name="SeenRevision">Revision that the person saw.</param>
public sealed record ItemAct(Guid ItemId, string Text, ItemState To, string? Reason, int SeenRevision) : IncidentAct;

/// <summary>A note is added to the timeline.</summary>
public sealed record NoteAct(string Text) : IncidentAct;

/// <summary>A decision is recorded.</summary>
public sealed record DecisionAct(TakeDecision Decision) : IncidentAct;

/// <summary>Where and when something was kept before the database had it.</summary>
/// <param name="At">By the node's clock.</param>
/// <param name="Hash">SHA-256 of its line in the node's journal, hexadecimal.</param>
public sealed record Kept(string Node, DateTimeOffset At, string Hash);
