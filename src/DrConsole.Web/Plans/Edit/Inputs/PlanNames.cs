using DrConsole.Plans.Schema;

namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>The names that a field may refer to.</summary>
internal static class PlanNames
{
    /// <summary>Names of the plan's items of the kinds that the field refers to, each once.</summary>
    public static IReadOnlyList<string> Of(PlanTree plan, PlanField field) =>
        [.. Nodes(plan, field).Select(node => node.Title).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The items themselves.</summary>
    public static IEnumerable<PlanNode> Nodes(PlanTree plan, PlanField field) => plan.Nodes.Where(node => field.Of.Contains(node.Kind.Name, StringComparer.Ordinal));

    /// <summary>Whether the plan has an item of that name.</summary>
    public static bool Knows(PlanTree plan, PlanField field, string name) => Of(plan, field).Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Says that it has none.</summary>
    public static string Unknown(PlanField field) => $"The plan has no {string.Join(" or ", field.Of.Select(kind => PlanSchema.Find(kind)?.Singular.ToLowerInvariant()))} of this name.";
}
