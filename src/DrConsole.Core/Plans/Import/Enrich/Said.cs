namespace DrConsole.Plans.Import.Enrich;

/// <summary>What the document says of one item. A fact that is asked for is taken: its lines become lines of the item.</summary>
internal sealed class Said(PlanItem item, IReadOnlyList<Fact> facts, ImportDraft draft, Terms terms)
{
    private readonly List<Fact> taken = [];

    /// <summary>The value under a label of that term.</summary>
    public string? Of(Term term) => Take(fact => terms.In(fact.Label).Is(term))?.Value;

    /// <summary>The value under a label of that topic.</summary>
    public string? Of(Topic topic) => Take(fact => draft.Lexicon.IsExactly(fact.Label, topic))?.Value;

    /// <summary>The values under a label of that term: a list, or a line cut at its commas.</summary>
    public IReadOnlyList<string> List(Term term) =>
        Take(fact => terms.In(fact.Label).Is(term)) is { } fact ? fact.Values.Count > 1 ? fact.Values : Names(fact.Value) : [];

    /// <summary>The sentences under a label of that term: a list, or a line cut at its semicolons.</summary>
    public IReadOnlyList<string> Lines(Term term) =>
        Take(fact => terms.In(fact.Label).Is(term)) is { } fact ? fact.Values.Count > 1 ? fact.Values : [.. fact.Value.Split([';', '、', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    /// <summary>The duration under a label of that term, in minutes; the unit may stand in the label.</summary>
    public double? Minutes(Term term) =>
        Take(fact => terms.In(fact.Label).Has(term) && Targets.Cell(fact.Value, fact.Label) is not null) is { } fact ? Targets.Cell(fact.Value, fact.Label)!.Minutes : null;

    /// <summary>Every fact whose label says one of the terms, taken.</summary>
    public IReadOnlyList<Fact> All(params IReadOnlyList<Term> wanted)
    {
        var found = facts.Where(fact => IsOpen(fact) && !Placeholder.Is(fact.Value) && wanted.Any(term => terms.In(fact.Label).Has(term))).ToList();
        found.ForEach(Mark);
        return found;
    }

    /// <summary>The item's further places, those of the taken facts included.</summary>
    public IReadOnlyList<SourceLines> MoreSources() =>
        [.. item.MoreSources, .. taken.Select(fact => new SourceLines(fact.First, fact.Last)).Where(lines => !IsWithin(lines)).Distinct()];

    /// <summary>A remark without what is in fields of its own now.</summary>
    public string? Rest(string? remark)
    {
        if (remark is null || taken.Count == 0)
        {
            return remark;
        }

        var rest = taken.Aggregate($"; {remark};", (text, fact) => text.Replace($"; {fact.Label}: {fact.Value};", ";", StringComparison.Ordinal)).Trim(';', ' ');
        return rest.Length == 0 ? null : rest;
    }

    /// <summary>A remark made of "label: value" pieces, without the pieces that have one of these values.</summary>
    public static string? Without(string? remark, params ReadOnlySpan<string?> values)
    {
        var rest = new List<string>();
        foreach (var piece in remark?.Split("; ") ?? [])
        {
            var value = piece.IndexOf(": ", StringComparison.Ordinal) is var at and > 0 ? piece[(at + 2)..] : null;
            if (value is null || !values.Contains(value))
            {
                rest.Add(piece);
            }
        }

        return rest.Count == 0 ? null : string.Join("; ", rest);
    }

    /// <summary>A line of names, cut at its commas.</summary>
    public static IReadOnlyList<string> Names(string? text) =>
        text is null ? [] : [.. text.Split([',', ';', '、', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(name => !Placeholder.Is(name))];

    private Fact? Take(Func<Fact, bool> fits)
    {
        var fact = facts.FirstOrDefault(fact => IsOpen(fact) && !taken.Contains(fact) && !Placeholder.Is(fact.Value) && fits(fact));
        if (fact is not null)
        {
            Mark(fact);
        }

        return fact;
    }

    private void Mark(Fact fact)
    {
        taken.Add(fact);
        draft.Claim(fact.First, fact.Last);
    }

    // What another item has taken is that item's: a bullet that became a step is no owner of the scenario.
    private bool IsOpen(Fact fact) => fact.IsCell || taken.Contains(fact) || !draft.IsClaimed(fact.First) || IsOwn(fact);

    private bool IsOwn(Fact fact) => item is not Scenario and not Procedure and not ImpactTier && item.Source is { } source && fact.First >= source.First && fact.Last <= source.Last;

    private bool IsWithin(SourceLines lines) => item is not Scenario && item.Source is { } source && lines.First >= source.First && lines.Last <= source.Last;
}
