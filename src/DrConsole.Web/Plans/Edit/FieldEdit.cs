using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans.Edit;

/// <summary>A change of one field from the moment a person made it until the draft has it. What was entered stays here until then.</summary>
public sealed class FieldEdit(SetField wanted, Saving saving)
{
    /// <summary>What is to be saved, or was saved last.</summary>
    public SetField Wanted { get; internal set; } = wanted;

    public Saving Saving => saving;

    /// <summary>What the person entered while the one before was still being saved.</summary>
    public SetField? Next { get; internal set; }

    /// <summary>Somebody else's value stands in the way; null otherwise.</summary>
    public DraftConflictException? Conflict { get; internal set; }

    /// <summary>The draft's revision that has it; null while none has.</summary>
    public int? SavedAs { get; internal set; }

    /// <summary>The draft on this page has it: nothing need be shown in its place.</summary>
    public bool IsSettled { get; internal set; }

    /// <summary>The person has seen the other value and goes on editing: the next change replaces it.</summary>
    public JsonNode? Seen { get; internal set; }

    /// <summary>True after <see cref="Seen"/> was taken note of.</summary>
    public bool HasSeen { get; internal set; }

    /// <summary>What the person entered last.</summary>
    public JsonNode? Value => (Next ?? Wanted).Value;

    /// <summary>Not in the draft, and not on its way.</summary>
    public bool IsStuck => SavedAs is null && !saving.IsBusy && saving.Refusal is not null;
}
