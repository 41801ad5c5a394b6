using DrConsole.Access;
using Microsoft.AspNetCore.Components.Routing;

namespace DrConsole.Web.Shell;

/// <summary>The sections that are built and that the person may open, by what people do.</summary>
public sealed partial class MainNav
{
    private static readonly NavItem[] Items =
    [
        new("/", "Dashboard", nameof(Right.ReadIncidents), NavLinkMatch.All),
        new("/incidents", "Incidents", nameof(Right.ReadIncidents)),
        new("/plans", "Plan", nameof(Right.ReadPlan)),
        new("/backups", "Backups", nameof(Right.ReadBackups)),
        new("/audit", "Audit", nameof(Right.ReadAudit)),
        new("/settings", "Settings", nameof(Right.ManageAccess)),
    ];

    private sealed record NavItem(string Href, string Text, string Policy, NavLinkMatch Match = NavLinkMatch.Prefix);
}
