using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>The table of contents of a version, with the number of things that each part holds.</summary>
public sealed partial class PartNav
{
    [Parameter, EditorRequired]
    public required PlanVersionView Version { get; set; }

    /// <summary>The part that is open.</summary>
    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    [Parameter]
    public string Label { get; set; } = "Parts of this plan";

    private Guid Id => Version.Summary.VersionId;

    private string? Current(string slug) => string.Equals(slug, Slug, StringComparison.Ordinal) ? "page" : null;
}
