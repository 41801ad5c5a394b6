using DrConsole.Plans;
using DrConsole.Web.Plans;
using DrConsole.Web.Plans.Doctor;

namespace DrConsole.Web.Dashboard;

/// <summary>Where a fact that needs attention can be seen and mended.</summary>
public static class AttentionLinks
{
    /// <summary>The address.</summary>
    public static string Of(AttentionFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact.TargetId is not { } id ? "/plans" : fact.Kind switch
        {
            AttentionKind.DraftWaits => PlanLinks.Draft(id),
            AttentionKind.ScenarioWithoutSteps or AttentionKind.ScenarioWithoutDetection => PlanLinks.Version(id, PlanPart.Scenarios),
            AttentionKind.NoEscalation or AttentionKind.PlaceholderContacts => PlanLinks.Version(id, "contacts"),
            AttentionKind.DoctorErrors => DoctorLinks.Version(id),
            AttentionKind.TierWithoutRto => PlanLinks.Version(id, "tiers"),
            _ => PlanLinks.Version(id),
        };
    }
}
