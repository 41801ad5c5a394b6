using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Whom to call, and in which order. A placeholder is shown as what it is: nobody can be reached there.</summary>
public sealed partial class ContactsPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    private int PlaceholderCount => Document.Contacts.Count(static contact => contact.Placeholder is not null);
}
