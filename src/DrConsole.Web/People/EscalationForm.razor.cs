using DrConsole.Plans;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace DrConsole.Web.People;

/// <summary>Asks for the tier, the local time and its zone, as a plain form that needs no circuit.</summary>
public sealed partial class EscalationForm
{
    [Parameter, EditorRequired]
    public required PlanDocument Plan { get; set; }

    [Parameter, EditorRequired]
    public required EscalationAddress Address { get; set; }

    /// <summary>Address of the page.</summary>
    [Parameter, EditorRequired]
    public required string Action { get; set; }

    // What the address names stays in the list, even when the plan has no such tier: the answer says so.
    private IEnumerable<string> Tiers => Plan.Tiers.Select(tier => tier.Name)
        .Concat(Plan.EscalationPaths.SelectMany(path => path.Tiers)).Append(Address.Tier ?? "").Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);

    private string Now => QueryHelpers.AddQueryString(Action, new Dictionary<string, string?>(StringComparer.Ordinal) { ["tier"] = Address.Tier ?? "", ["zone"] = Address.ZoneText });

    /// <summary>The zones that the plan names, and UTC; the first is the usual one.</summary>
    public static IReadOnlyList<string> ZonesOf(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var named = plan.Rotations.Select(rotation => rotation.Zone).Concat(plan.Contacts.Select(contact => contact.Zone)).OfType<string>();
        return [.. named.Where(name => DrConsole.People.Zones.Find(name) is not null).Append("UTC").Distinct(StringComparer.Ordinal)];
    }
}
