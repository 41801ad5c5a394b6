using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;

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
        var tree = new PlanTree(plan.Document);
        foreach (var conflict in plan.Document.Conflicts)
        {
            // An item that was taken out took its questions with it; they come back when it does.
            if (tree.Find(conflict.Item) is { } node && node.Kind.Field(conflict.Field) is { } field && conflict.Values is [var first, ..])
            {
                string Said(StatedValue value) => $"“{FieldEntry.Write(field, JsonNode.Parse(value.Json))}”";
                yield return Finding.Of(
                    this, $"{conflict.Item} {conflict.Field}", $"{node.Title}, {field.Label}: the documents state {string.Join(" and ", conflict.Values.Select(Said))}.", "Choose the one that holds.",
                    [.. conflict.Values.Select(value => value.Source is { } source ? plan.At(conflict.Item, source.First) : new Evidence(conflict.Item, null, null))]) with
                { Fix = new($"Keep {Said(first)}", [new(conflict.Item, conflict.Field, first.Json)]) };
            }
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
