using DrConsole.Plans;
using DrConsole.Plans.Doctor;

namespace DrConsole.Reports;

/// <summary>An objective of a published plan.</summary>
/// <param name="IsForAll">It is for everything that the plan protects.</param>
/// <param name="IsForClass">It is for a class of services, tiers or scenarios, and not for one system.</param>
public sealed record PlannedObjective(Guid VersionId, string PlanTitle, string Scope, double? RtoMinutes, double? RpoMinutes, bool IsForAll, bool IsForClass)
{
    /// <summary>Who promised it, in words.</summary>
    public string Origin => $"plan “{PlanTitle}”, {Scope}";

    /// <summary>The objectives of a plan's current version.</summary>
    public static IReadOnlyList<PlannedObjective> Of(Guid versionId, string title, PlanDocument document) =>
    [
        .. document.Objectives.Select(objective => new PlannedObjective(
            versionId, title, objective.Scope, objective.RtoMinutes, objective.RpoMinutes, Protection.IsForAll(objective, document), Protection.IsClass(objective))),
    ];

    /// <summary>Those that are meant for a system: by its very name, else by a word of it, else those for everything.</summary>
    public static IReadOnlyList<PlannedObjective> For(string system, IReadOnlyList<PlannedObjective> planned)
    {
        var exact = planned.Where(objective => string.Equals(objective.Scope.Trim(), system.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        if (exact.Count > 0)
        {
            return exact;
        }

        var named = planned.Where(objective => !objective.IsForAll && !objective.IsForClass && Protection.Shares(objective.Scope, system)).ToList();
        return named.Count > 0 ? named : [.. planned.Where(objective => objective.IsForAll)];
    }
}
