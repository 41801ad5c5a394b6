using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>The documents' text with its line numbers. Finding a result from a line, and the reverse, happens in the browser (preview.js).</summary>
public sealed partial class SourcePane
{
    private List<SourceLines>? _placed;
    private List<SourceLines>? _notes;
    private MarkupString _source;
    private int _lineCount;
    private bool _isChanged;

    [Parameter, EditorRequired]
    public required ReviewSheet Sheet { get; set; }

    // The text never changes, and its marks only with the document: a decision costs it nothing.
    protected override void OnParametersSet()
    {
        var (placed, notes) = Sheet.Marks();
        _isChanged = _placed is null || !placed.SequenceEqual(_placed) || !notes.SequenceEqual(_notes!);
        if (_isChanged)
        {
            (_placed, _notes) = ([.. placed], [.. notes]);
            (_source, _lineCount) = SourceMarkup.Of(Sheet.Import.SourceText, placed, notes, Sheet.Import.Document.Files);
        }
    }

    protected override bool ShouldRender() => _isChanged;
}
