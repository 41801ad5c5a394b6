using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Export;
using DrConsole.Plans.Schema;

namespace DrConsole.Tests.Plans.Export;

/// <summary>Plans over all kinds and fields, made from a number: the same number makes the same plan.</summary>
internal sealed class GeneratedPlan(int seed, double share = 0.5)
{
    private static readonly string[] Nasty =
    [
        "", " ", "plain words", "\"\"", "\"", "|", "a|b", "\\|", "\\", "C:\\dir\\", "`", "``` fence", "~~~", "use `pg_dump` now", "a `b", "# heading", "## Scenarios", "####### x", "x ##", "- item", "-", "---", "***",
        "* star", "*emphasis*", "**Role:** x", "**bold** text", "__init__", "snake_case_name", "_x_", "1. first", "42", "3) x", "10", "0", "> quote", ">", "< 5 min", "<b>x</b>", "<!-- key: x -->", "-->", "<!--", "<script>alert(1)</script>",
        "&amp;", "&#10;", "&", "a & b", "[x](http://example.org)", "[x]", "[ ] box", "[x] done", "![i](p.png)", "<http://example.org>", "[ref]: http://example.org", "https://example.org/a_b?c=d&e=f#g", "line one\nline two",
        "para\n\npara\n", "\n", "\n\nx", "x\n", "a\r\nb", "a\rb", "tab\there", "\ttab", "trailing  ", "  leading", "```sh\nrm -rf x\n```\n", "> q\n> r", "- a\n  - b\n\n    code\n", "| a | b |\n|---|---|\n| c | d |", "    indented\n\tx",
        "مرحبا بالعالم", "שלום (abc) 123", "災害復旧計画：第１章", "Größe", "🧯 fire", "e\u0301", "\u00A0nbsp\u00A0", "zero\u200Bwidth", "a\u2028b", "\uFEFFbom", "a\u0001b", "a\u0085b", "a\fb", "= x", "===", "+ x", ": x", "%PDF-", "Setext\n===",
        "---\ntitle: x\n---", "***a*** _b_ ~c~", "a*b*c", "2 * 3 * 4", "a\\*b", "x\n# Heading\n## Scenarios\n", "<div>\nx\n</div>\n\ny", "a  \nb", "a\\\nb", "Name:", "**", "*", "_", "{{incident}}", "yes", "no", "4 h", "$x^2$", ":smile:", "x <!-- c -->", "*Step*",
    ];

    private static readonly double[] Numbers = [0, 1, 5, 15, 60, 90, 240, 1440, 2880, 0.5, 0.1 + 0.2, 1e-7, 1e21, 43_200, 61, -30, 123456.789];

    private readonly Random _random = new(seed);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>How many items of each kind there are at least.</summary>
    public int Least { get; init; }

    public PlanDocument Make()
    {
        var root = new JsonObject { ["meta"] = Fields(PlanSchema.Meta) };
        foreach (var kind in PlanSchema.TopKinds)
        {
            root[kind.List] = Items(kind);
        }

        root["conflicts"] = new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(n => new JsonObject
        {
            ["key"] = Key("conflict", Text()), ["item"] = Text(), ["field"] = Text(), ["values"] = new JsonArray(new JsonObject { ["json"] = "5" }, new JsonObject { ["json"] = Text() }),
        })]);
        return PlanContent.ToDocument(root);
    }

    private JsonArray Items(ItemKind kind) => new([.. Enumerable.Range(0, _random.Next(Least, 4)).Select(_ =>
    {
        var item = Fields(kind);
        item["key"] = _random.Next(3) == 0 ? Key(kind.Name, Text()) : Free(MarkdownLayout.KeyOf(kind, item));
        foreach (var child in PlanSchema.ChildrenOf(kind))
        {
            item[child.List] = Items(child);
        }

        return item;
    })]);

    private JsonObject Fields(ItemKind kind)
    {
        var item = new JsonObject();
        foreach (var field in kind.Fields)
        {
            if (JsonProperties.Of(kind.Type)[field.Name].IsRequired || _random.NextDouble() < share)
            {
                item[field.Name] = Value(kind, field);
            }
        }

        return item;
    }

    private JsonNode Value(ItemKind kind, PlanField field) => field.Kind switch
    {
        FieldKind.Minutes or FieldKind.Days => Numbers[_random.Next(Numbers.Length)],
        FieldKind.Number => _random.Next(-2, 1000),
        FieldKind.Flag => _random.Next(2) == 0 && share < 1 ? false : true,
        FieldKind.Choice => field.Choices[_random.Next(field.Choices.Count)].Value,
        FieldKind.Lines or FieldKind.Names or FieldKind.Keys => new JsonArray([.. Some(() => JsonValue.Create(Text()))]),
        var small when RowFields.Of(small) is { } record => new JsonArray([.. Some(() => Fields(record))]),
        _ => Text(),
    };

    private IEnumerable<T> Some<T>(Func<T> make) => Enumerable.Range(0, _random.Next(1, 4)).Select(_ => make()).ToList();

    private string Text()
    {
        var text = Nasty[_random.Next(Nasty.Length)];
        return _random.Next(4) switch
        {
            0 => text + Nasty[_random.Next(Nasty.Length)],
            1 => string.Join(_random.Next(2) == 0 ? "\n" : " ", text, Nasty[_random.Next(Nasty.Length)], Nasty[_random.Next(Nasty.Length)]),
            _ => text,
        };
    }

    private string Key(string kind, string name) => Free($"{kind}/{name}");

    private string Free(string key)
    {
        var free = PlanKey.Free(key, _keys);
        _keys.Add(free);
        return free;
    }
}
