using DrConsole.Plans.Import;

namespace DrConsole.Plans.Doctor;

/// <summary>A plan under examination: the document, its source, the day, and what several rules read out of them.</summary>
public sealed class PlanExamination
{
    private const int QuoteLength = 160;
    private readonly string[] _lines;
    private readonly Lazy<IReadOnlyList<PlacedBlock>> _blocks;
    private readonly Lazy<IReadOnlyList<PlacedLine>> _commands;

    /// <summary>Takes a plan and, when it was imported, the text that its source lines count in.</summary>
    public PlanExamination(PlanDocument document, string? text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(document);
        (Document, Today) = (document, today);
        _lines = string.IsNullOrEmpty(text) ? [] : text.ReplaceLineEndings("\n").Split('\n');
        Lexicon = Lexicon.For(Lexicon.Languages.Contains(document.Meta.Language, StringComparer.Ordinal) ? document.Meta.Language! : "en");
        _blocks = new(() => PlacedBlock.All(document));
        _commands = new(() => [.. Blocks.SelectMany(block => block.Lines())]);
    }

    /// <summary>The plan.</summary>
    public PlanDocument Document { get; }

    /// <summary>The day on which dates are judged.</summary>
    public DateOnly Today { get; }

    internal Lexicon Lexicon { get; }

    /// <summary>Every block of code in the plan, once.</summary>
    internal IReadOnlyList<PlacedBlock> Blocks => _blocks.Value;

    /// <summary>Every command line in the plan, once; comments are left out.</summary>
    internal IReadOnlyList<PlacedLine> Commands => _commands.Value;

    /// <summary>The source, line by line; empty when the plan was made in the console.</summary>
    internal IReadOnlyList<string> Lines => _lines;

    internal Evidence At(PlanItem item, string? quote = null) => new(item.Key, item.Source, quote is null ? Quote(item.Source) : Cut(quote));

    internal Evidence At(PlacedLine line) => new(line.Item, line.Source, Cut(line.Text));

    internal Evidence At(PlacedBlock block, string? quote = null) => new(block.Item, block.Code.Source, quote is null ? null : Cut(quote));

    internal Evidence At(string item, int line) => new(item, new(line, line), Quote(new(line, line)));

    /// <summary>The plan's particulars; with the last line that has those words, where the plan ends with them.</summary>
    internal Evidence AtTop(string? words = null) =>
        words is not null && Array.FindLastIndex(_lines, line => line.Contains(words, StringComparison.Ordinal)) is >= 0 and var at ? At("meta", at + 1) : new("meta", null, null);

    private string? Quote(SourceLines? lines) => lines is null || lines.First < 1 || lines.First > _lines.Length ? null : Cut(_lines[lines.First - 1]);

    private static string Cut(string text) => text.Trim() is var quote && quote.Length > QuoteLength ? quote[..(QuoteLength - 1)] + "…" : quote;
}
