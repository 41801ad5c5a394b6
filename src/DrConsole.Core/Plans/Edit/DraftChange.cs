using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DrConsole.Platform;

namespace DrConsole.Plans.Edit;

/// <summary>Something that a person does to a draft.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(SetField), "set")]
[JsonDerivedType(typeof(AddItem), "add")]
[JsonDerivedType(typeof(RemoveItem), "remove")]
[JsonDerivedType(typeof(MoveItem), "move")]
[JsonDerivedType(typeof(SeveralChanges), "several")]
[JsonDerivedType(typeof(SettleConflict), "settle")]
[JsonDerivedType(typeof(ReopenConflict), "reopen")]
[JsonDerivedType(typeof(TakeImport), "import")]
public abstract record DraftChange
{
    // The database keeps the members in an order of its own.
    private static readonly JsonSerializerOptions Options = new(CanonicalJson.Options) { AllowOutOfOrderMetadataProperties = true };

    /// <summary>The change as it is kept in the list of changes.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static DraftChange FromJson(string json) => JsonSerializer.Deserialize<DraftChange>(json, Options)!;

    /// <summary>The same without characters that cannot be stored or that read differently from what they say.</summary>
    public DraftChange Clean() => FromJson(Clean(JsonNode.Parse(ToJson()))!.ToJsonString(Options));

    private static JsonNode? Clean(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Clean(member.Value)))),
        JsonArray entries => new JsonArray([.. entries.Select(Clean)]),
        JsonValue text when text.TryGetValue<string>(out var said) => SafeText.Clean(said),
        _ => value?.DeepClone(),
    };
}

/// <summary>Gives a field a value. When the documents state two for it, this settles which one holds.</summary>
/// <param name="Item">Key of the item; the plan's particulars are <c>meta</c>.</param>
/// <param name="Value">Null empties it.</param>
/// <param name="Was">The value that the person saw: when it is another by now, nothing is overwritten.</param>
public sealed record SetField(string Item, string Field, JsonNode? Value, JsonNode? Was) : DraftChange;

/// <summary>Adds an item.</summary>
/// <param name="Kind">Name of its kind.</param>
/// <param name="Parent">Key of the item that holds it; null when the document does.</param>
/// <param name="After">Key of the item before it; null puts it first, <see cref="Last"/> last.</param>
/// <param name="Item">Its fields; a key in it is kept when it is free.</param>
public sealed record AddItem(string Kind, string? Parent, string? After, JsonObject Item) : DraftChange
{
    /// <summary>Stands for whatever item is the last; no item has this key.</summary>
    public const string Last = "/";
}

/// <summary>Takes an item out, with all that it holds.</summary>
public sealed record RemoveItem(string Item) : DraftChange;

/// <summary>Puts an item at another place, in its own list or in that of another parent.</summary>
public sealed record MoveItem(string Item, string? Parent, string? After) : DraftChange;

/// <summary>Changes that are made, and taken back, together.</summary>
public sealed record SeveralChanges(IReadOnlyList<DraftChange> Changes) : DraftChange;

/// <summary>Leaves a field as it is and drops the question which of two stated values holds: the same as taking back <see cref="ReopenConflict"/>.</summary>
public sealed record SettleConflict(string Item, string Field) : DraftChange;

/// <summary>Asks again which of two stated values of a field holds: takes back that it was settled.</summary>
/// <param name="Conflict">The question, as it stood in the document.</param>
public sealed record ReopenConflict(string Item, string Field, JsonObject Conflict) : DraftChange;

/// <summary>An import was taken over into the draft. It brings another source text, in which all lines count anew: it cannot be taken back.</summary>
/// <param name="Files">Names of the files.</param>
public sealed record TakeImport(IReadOnlyList<string> Files) : DraftChange;
