namespace DrConsole.Plans.Doctor;

/// <summary>The plan states two values for one fact.</summary>
internal sealed class TwoValues : IPlanRule
{
    private static readonly HashSet<string> Usual = new(["dr", "disaster", "recovery", "test", "tests", "testing", "a", "the", "of", "perform"], StringComparer.Ordinal);

    public string Id => "two-values";

    public string Title => "The plan states two values for one fact";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Whoever reads one of the two places works by another plan than whoever reads the other.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var conflict in plan.Document.Conflicts)
        {
            yield return Finding.Of(
                this, $"{conflict.Item} {conflict.Field}", $"Two values are stated: {string.Join(" and ", conflict.Values.Select(value => value.Json))}.", "Choose the one that holds.",
                [.. conflict.Values.Select(value => value.Source is { } source ? plan.At(conflict.Item, source.First) : plan.At(conflict))]);
        }

        var stated = plan.Document.Duties.Where(duty => duty.Kind == DutyKind.Test).Select(duty => (Duty: duty, Every: Interval.Of(duty), Sorts: Names(duty))).Where(test => test.Every > 0).ToList();
        foreach (var (first, second) in stated.SelectMany((first, at) => stated.Skip(at + 1).Select(second => (first, second))))
        {
            if (!first.Every.Equals(second.Every) && first.Sorts.Exists(one => second.Sorts.Exists(two => one.SetEquals(two))))
            {
                yield return Finding.Of(
                    this, $"{first.Duty.Key} {second.Duty.Key}", $"“{first.Duty.Name}” is done {Spoken.Every(first.Every!.Value)}, “{second.Duty.Name}” {Spoken.Every(second.Every!.Value)}: they seem to be the same test.",
                    "State it once; or give the two names that tell them apart.", plan.At(second.Duty), plan.At(first.Duty)) with
                { Severity = FindingSeverity.Warning };
            }
        }
    }

    // "Full DR test" and "Full disaster recovery test" are one; what only has usual words tells nothing.
    private static List<HashSet<string>> Names(Duty duty) =>
        [.. new[] { duty.Name }.Concat(duty.Parts).Select(name => Import.Words.Of(name).All.Where(word => !Usual.Contains(word)).ToHashSet(StringComparer.Ordinal)).Where(words => words.Contains("full") || words.Count > 1)];
}
