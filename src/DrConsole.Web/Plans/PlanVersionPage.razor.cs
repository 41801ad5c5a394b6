using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>One published version, part by part. Every part and every scenario has its own address.</summary>
public sealed partial class PlanVersionPage(PlanShelf shelf, ILogger<PlanVersionPage> logger)
{
    private Load<PlanVersionView> _version = new();
    private Guid _shown;
    private string? _focused;
    private ElementReference? _heading;

    [Parameter]
    public Guid VersionId { get; set; }

    [Parameter]
    public string? Part { get; set; }

    [Parameter]
    public string? ScenarioName { get; set; }

    // "/scenarios" and "/scenarios/" reach the page by its second address.
    private string Slug => Part?.ToLowerInvariant() ?? (ScenarioName is null ? PlanPart.Overview : PlanPart.Scenarios);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != VersionId)
        {
            (_shown, _version) = (VersionId, new());
            await RefreshAsync();
        }
    }

    // The router moves the focus only when another page opens; here another part of the same page did.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var place = $"{Slug}/{ScenarioName}";
        var moved = _focused is not null && !string.Equals(_focused, place, StringComparison.Ordinal);
        _focused = place;
        if (moved && _heading is { } heading)
        {
            await heading.FocusAsync();
        }
    }

    private async Task RefreshAsync() =>
        _version = await _version.RefreshOneAsync(ct => shelf.VersionAsync(VersionId, ct), logger, Left);

    private Scenario? ScenarioOf(PlanVersionView version) =>
        string.IsNullOrEmpty(ScenarioName) ? null : PlanLinks.Find(version.Document, ScenarioName);

    // Null when the address names nothing that this plan has.
    private string? Title(PlanVersionView version)
    {
        if (!string.IsNullOrEmpty(ScenarioName))
        {
            return ScenarioOf(version)?.Title;
        }

        return Slug switch
        {
            PlanPart.Overview => version.Summary.Title,
            PlanPart.Whole => $"{version.Summary.Title}, whole",
            var slug => PlanPart.Find(slug)?.Title,
        };
    }
}
