using System.Text.Json.Nodes;
using DrConsole.Plans.Compare;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Review;

/// <summary>One thing that an import would change, for a person to accept or reject.</summary>
/// <param name="Id">Name of the proposal, by which it is decided.</param>
/// <param name="Key">Key of the item, in the imported document; in the plan when the document does not have it.</param>
/// <param name="Json">The item's fields.</param>
/// <param name="Lines">Where the documents say it, its own place first.</param>
/// <param name="Field">The field in which the documents differ from the plan; null when it is about the whole item.</param>
public sealed record Proposal(string Id, ProposalKind What, ItemKind Kind, string Key, string Title, JsonObject Json, IReadOnlyList<SourceLines> Lines, FieldDifference? Field = null)
{
    /// <summary>What was decided; null while nobody has.</summary>
    public ImportDecision? Decision { get; init; }

    /// <summary>What is odd about it.</summary>
    public IReadOnlyList<Oddity> Flags { get; init; } = [];

    /// <summary>How deep it stands in other items: 0 is in the plan itself.</summary>
    public int Depth { get; init; }

    /// <summary>True when it would take something away that the document merely does not mention: it happens only when somebody asks for it.</summary>
    public bool IsOffByDefault => What == ProposalKind.Remove || (Field is not null && Field.After is null);

    public Verdict Verdict => Decision?.Verdict ?? Verdict.Undecided;

    /// <summary>Whether it will be done as things stand.</summary>
    public bool IsTaken => Verdict == Verdict.Accepted || (Verdict == Verdict.Undecided && !IsOffByDefault);
}

/// <summary>What an import would do.</summary>
public enum ProposalKind
{
    /// <summary>Add the item.</summary>
    Add,

    /// <summary>Set one field of an item that the plan has.</summary>
    Change,

    /// <summary>Put an item that the plan has to another place.</summary>
    Move,

    /// <summary>Take out an item that the document does not have.</summary>
    Remove,
}

/// <summary>Why a proposal should be looked at first.</summary>
public enum Oddity
{
    /// <summary>The documents state two values for one of its facts.</summary>
    Conflict,

    /// <summary>It can destroy data or interrupt service.</summary>
    Dangerous,

    /// <summary>A name, number or address is only a placeholder.</summary>
    Placeholder,
}
