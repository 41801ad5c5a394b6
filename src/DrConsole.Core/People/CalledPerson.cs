using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>Somebody whom a name of the plan stands for at an instant, or nobody.</summary>
/// <param name="Name">Their name, or the role they are known by; null when the name stands for nobody then.</param>
/// <param name="Contact">How they are reached; null when the plan has no contact of that name.</param>
/// <param name="Reason">Why them, as a clause: "holds the role …", "on call in …".</param>
public sealed record CalledPerson(string? Name, PlanContact? Contact, string Reason, IReadOnlyList<EscalationFault> Faults)
{
    /// <summary>What tells two people apart: the contact, or the name.</summary>
    public string? Identity => Contact?.Key ?? Name?.Trim().ToUpperInvariant();
}
