using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>Source and result side by side. Finding one from the other happens in the browser (preview.js).</summary>
public sealed partial class DraftPreview
{
    private IReadOnlyList<PreviewGroup> _groups = [];
    private MarkupString _source;
    private int _lineCount;

    [Parameter, EditorRequired]
    public required PlanDraftView Draft { get; set; }

    protected override void OnParametersSet()
    {
        _groups = PreviewOutline.Of(Draft.Document);
        var placed = _groups.Where(static group => !group.IsNotes).SelectMany(static group => group.Items).Select(static item => item.Lines);
        var notes = _groups.Where(static group => group.IsNotes).SelectMany(static group => group.Items).Select(static item => item.Lines);
        (_source, _lineCount) = SourceMarkup.Of(Draft.SourceText, placed.OfType<SourceLines>(), notes.OfType<SourceLines>());
    }
}
