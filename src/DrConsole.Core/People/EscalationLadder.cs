using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>An escalation path with its levels, in the order of the plan.</summary>
/// <param name="Path">What the plan says of the path; null when it says nothing.</param>
/// <param name="Faults">What is wrong with the ladder as a whole.</param>
public sealed record EscalationLadder(string Name, EscalationPath? Path, IReadOnlyList<EscalationLevel> Levels, IReadOnlyList<EscalationFault> Faults)
{
    private const string Unnamed = "Escalation";

    private bool IsOpen => Path is null || Path.Tiers.Count == 0;

    /// <summary>All ladders of a plan. One without paths has one ladder; levels that name no path belong to the only one, or make a ladder of their own.</summary>
    public static IReadOnlyList<EscalationLadder> Of(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var homeless = plan.Escalation.Where(level => string.IsNullOrWhiteSpace(level.Path)).ToList();
        var named = plan.EscalationPaths.Select(path => Named(path.Name, path, plan)).ToList();
        foreach (var level in plan.Escalation.Except(homeless).Where(level => !named.Exists(ladder => NameParts.Same(ladder.Name, level.Path))).ToList())
        {
            if (!named.Exists(ladder => NameParts.Same(ladder.Name, level.Path)))
            {
                named.Add(Named(level.Path!, null, plan) with
                {
                    Faults = [new(EscalationFaultKind.PathBroken, $"Levels name the path “{level.Path}”, which the plan does not describe; it is taken for all tiers.", level.Key)],
                });
            }
        }

        if (homeless.Count > 0 && named.Count == 1)
        {
            named[0] = named[0] with { Levels = [.. plan.Escalation.Where(level => homeless.Contains(level) || named[0].Levels.Contains(level))] };
        }
        else if (homeless.Count > 0)
        {
            named.Add(new(Unnamed, null, homeless, named.Count == 0 ? [] :
                [new(EscalationFaultKind.PathBroken, "These levels belong to no path, though the plan has several.", homeless[0].Key)]));
        }

        return [.. named.Select(ladder => ladder.Levels.Count > 0 ? ladder : ladder with
        {
            Faults = [.. ladder.Faults, new(EscalationFaultKind.PathBroken, $"The path “{ladder.Name}” has no levels.", ladder.Path?.Key)],
        })];
    }

    /// <summary>
    /// The ladders that are climbed for a tier: those that name it, or else those that name none.
    /// Without a tier those for all tiers, or else every one, because nobody knows yet which it will be.
    /// </summary>
    public static IReadOnlyList<EscalationLadder> For(PlanDocument plan, string? tier)
    {
        var all = Of(plan);
        var open = all.Where(ladder => ladder.IsOpen).ToList();
        var chosen = string.IsNullOrWhiteSpace(tier) ? [] : all.Where(ladder => ladder.Path?.Tiers.Any(name => NameParts.Same(name, tier)) == true).ToList();
        return chosen.Count > 0 ? chosen : open.Count > 0 || !string.IsNullOrWhiteSpace(tier) ? open : all;
    }

    private static EscalationLadder Named(string name, EscalationPath? path, PlanDocument plan) =>
        new(name, path, [.. plan.Escalation.Where(level => NameParts.Same(level.Path, name))], []);
}
