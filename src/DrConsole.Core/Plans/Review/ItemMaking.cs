using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Review;

/// <summary>An item of a kind while it is made of texts. What has no field of its own goes into the kind's long text, or its list, and else is left over: nothing is lost.</summary>
internal sealed class ItemMaking
{
    private readonly ItemKind _kind;
    private readonly JsonObject _item = [];
    private readonly List<string> _rest = [];

    public ItemMaking(ItemKind kind, string title)
    {
        _kind = kind;
        var field = kind.Field(kind.Title)!;
        _item[kind.Title] = title.Length <= field.MaxLength ? title : title[..(field.MaxLength - 1)] + "…";
        if (title.Length > field.MaxLength)
        {
            _rest.Add(title);
        }
    }

    /// <summary>The field that holds what has no other.</summary>
    private PlanField? Long => _kind.Field(_kind.Title) is { Kind: FieldKind.LongText } title ? title : _kind.Fields.FirstOrDefault(known => known.Kind == FieldKind.LongText);

    /// <summary>The kind that stands in this one, down to steps; empty when it holds none.</summary>
    public static IReadOnlyList<ItemKind> WayToSteps(ItemKind kind) =>
        PlanSchema.ChildrenOf(kind).Select(child => child.Name == "step" ? [child] : WayToSteps(child) is { Count: > 0 } way ? (IReadOnlyList<ItemKind>)[child, .. way] : []).FirstOrDefault(way => way.Count > 0) ?? [];

    /// <summary>Sets a field of the same name and kind; false when there is none, or it is taken, or the value is none of its choices.</summary>
    public bool TrySet(PlanField from, JsonNode value)
    {
        var fits = _kind.Field(from.Name) is { } field && field.Kind == from.Kind && !_item.ContainsKey(field.Name)
            && (field.Kind != FieldKind.Choice || field.Choices.Any(choice => string.Equals(choice.Value, (string?)value, StringComparison.Ordinal)));
        if (fits)
        {
            _item[from.Name] = value.DeepClone();
        }

        return fits;
    }

    /// <summary>Sets a text field by what people call it; false when the kind has no such field.</summary>
    public bool TryLabel(string label, string value)
    {
        var field = _kind.Fields.FirstOrDefault(field => field.Kind is FieldKind.Text or FieldKind.Name or FieldKind.LongText && !_item.ContainsKey(field.Name)
            && (string.Equals(field.Label, label.Trim(), StringComparison.OrdinalIgnoreCase) || string.Equals(field.Name, label.Trim(), StringComparison.OrdinalIgnoreCase)));
        if (field is null || value.Length > field.MaxLength)
        {
            return false;
        }

        _item[field.Name] = value.Trim();
        return true;
    }

    /// <summary>Takes a number or an address to be reached by out of a line, for kinds that have them; false when the line says more than that.</summary>
    public bool TryReach(IReadOnlyList<string> line)
    {
        var value = line[^1];
        foreach (var (name, found) in new[] { ("phone", Phones.In(value)), ("email", Phones.EmailIn(value)) })
        {
            if (found is not null && _kind.Field(name) is not null && !_item.ContainsKey(name))
            {
                _item[name] = found;
                if (line.Count == 1 && found.Length == value.Trim().Length)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Adds a text that has no field of its own.</summary>
    public void Add(string text) => _rest.Add(text);

    /// <summary>Adds commands: to the commands, or else as a fenced text.</summary>
    public void AddCommands(JsonArray commands)
    {
        if (_kind.Fields.FirstOrDefault(field => field.Kind == FieldKind.Commands) is { } field)
        {
            _item[field.Name] = new JsonArray([.. (_item[field.Name] as JsonArray ?? []).Concat(commands).Select(command => command!.DeepClone())]);
        }
        else
        {
            _rest.AddRange(commands.Select(command => $"```\n{(string?)command!["text"]}\n```"));
        }
    }

    /// <summary>Adds steps; false when the kind holds none.</summary>
    /// <param name="taken">Keys that what holds the steps must not have.</param>
    public bool TrySteps(IEnumerable<JsonObject> steps, IReadOnlySet<string> taken)
    {
        var way = WayToSteps(_kind);
        var held = new JsonArray([.. steps.Select(step => step.DeepClone())]);
        if (way.Count == 0 || held.Count == 0)
        {
            return way.Count > 0;
        }

        for (var i = way.Count - 2; i >= 0; i--)
        {
            held = [new JsonObject { ["key"] = PlanKey.Free(PlanKey.Of(way[i].Name, "steps"), taken), [way[i].Title] = "", [way[i + 1].List] = held }];
        }

        _item[way[0].List] = held;
        return true;
    }

    /// <summary>The item, and the text that found no place in it; null when all did.</summary>
    public (JsonObject Item, string? Left) Finish()
    {
        var left = Rest();
        foreach (var field in _kind.Fields.Where(field => field.IsRequired && !SameThing.IsStated(_item[field.Name])))
        {
            _item[field.Name] = field.Kind == FieldKind.Choice ? field.Choices[0].Value : (string?)_item[_kind.Title] ?? _kind.Singular;
        }

        return (_item, left);
    }

    private string? Rest()
    {
        if (_rest.Count == 0)
        {
            return null;
        }

        var lines = _kind.Fields.FirstOrDefault(field => field.Kind == FieldKind.Lines);
        var text = string.Join('\n', _rest);
        if (Long is { } field && ((string?)_item[field.Name] ?? "").Length + text.Length < field.MaxLength)
        {
            _item[field.Name] = SameThing.IsStated(_item[field.Name]) ? string.Create(CultureInfo.InvariantCulture, $"{_item[field.Name]}\n{text}") : text;
            return null;
        }

        if (Long is null && lines is not null)
        {
            var entries = text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => (JsonNode)MarkedText.Bare(line));
            _item[lines.Name] = new JsonArray([.. (_item[lines.Name] as JsonArray ?? []).Select(line => line!.DeepClone()).Concat(entries)]);
            return null;
        }

        return text;
    }
}
