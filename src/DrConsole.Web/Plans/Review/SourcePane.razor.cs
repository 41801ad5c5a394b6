using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>The documents' text with its line numbers. Finding a result from a line, and the reverse, happens in the browser (preview.js).</summary>
public sealed partial class SourcePane
{
    private PlanDocument? _shown;
    private MarkupString _source;
    private int _lineCount;
    private bool _isChanged;

    [Parameter, EditorRequired]
    public required ReviewSheet Sheet { get; set; }

    // The text never changes, and its marks only with the document: a decision costs it nothing.
    protected override void OnParametersSet()
    {
        var (placed, notes) = Sheet.Marks();
        var (source, count) = _shown is not null && Same(_shown, Sheet.Import.Document) ? (_source, _lineCount) : SourceMarkup.Of(Sheet.Import.SourceText, placed, notes, Sheet.Import.Document.Files);
        _isChanged = _shown is null || !string.Equals(source.Value, _source.Value, StringComparison.Ordinal);
        (_source, _lineCount, _shown) = (source, count, Sheet.Import.Document);
    }

    protected override bool ShouldRender() => _isChanged;

    private static bool Same(PlanDocument one, PlanDocument other) => ReferenceEquals(one, other);
}
