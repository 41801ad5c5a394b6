using DrConsole.People;
using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Who is on call, whom to call in which order, and all the ways to reach them. A placeholder is shown as what it is: nobody can be reached there.</summary>
public sealed partial class ContactsPart
{
    private IReadOnlyList<EscalationLadder> _ladders = [];
    private PlanPeople _people = default!;

    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    /// <summary>The version that is shown; null for a draft.</summary>
    [Parameter]
    public PlanVersionView? Version { get; set; }

    private int PlaceholderCount => Document.Contacts.Count(static contact => contact.Placeholder is not null);

    private IEnumerable<(string Title, IReadOnlyList<PlanContact> Contacts)> Groups =>
    [
        ("Contacts", [.. Document.Contacts.Where(static contact => !contact.External)]),
        ("Vendors and others outside", [.. Document.Contacts.Where(static contact => contact.External)]),
    ];

    protected override void OnParametersSet() => (_ladders, _people) = (EscalationLadder.Of(Document), new(Document));
}
