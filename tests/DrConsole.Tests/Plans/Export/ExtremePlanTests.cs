using System.Text.Json.Nodes;
using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Plans.Compare;
using DrConsole.Plans.Doctor;
using DrConsole.Plans.Export;
using DrConsole.Plans.Review;
using DrConsole.Plans.Schema;
using DrConsole.Platform;

namespace DrConsole.Tests.Plans.Export;

/// <summary>A plan as JSON is untrusted: whatever a value says, the plan is refused with a reason, or everything can work with it.</summary>
public sealed class ExtremePlanTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 28, 1, 30, 0, TimeSpan.Zero);

    private static readonly string[] Values =
        ["1e308", "-1", "2147483647", "1e999", "\"\"", "\"9999-12\"", "\"9999-12-31T23:59\"", "\"every 99999999999 years\"", "\"* * * * 1-7/2147483647\"", "\"\\u0000\\u202e\\ud800\"", "null"];

    public static TheoryData<string> Kinds { get; } = [.. PlanSchema.Kinds.Select(kind => kind.Name), "meta", "conflict"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_value_is_refused_or_can_be_worked_with(string kind)
    {
        var failures = new List<string>();
        foreach (var (name, text) in Mutations(kind))
        {
            try
            {
                Work(text);
            }
            catch (RefusedException)
            {
                // said why
            }
            catch (Exception failure)
            {
                failures.Add($"{name}: {failure.GetType().Name} {failure.Message} {failure.StackTrace!.Split('\n').FirstOrDefault(line => line.Contains("DrConsole", StringComparison.Ordinal))}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(40)));
    }

    private static void Work(string text)
    {
        var plan = DocumentMerge.Of([new("plan.json", text)]).Document;
        var stored = PlanDocumentBytes.Read(CanonicalJson.Bytes(plan));
        _ = PlanDoctor.Examine(stored, null, new(2027, 3, 28));
        _ = ReviewDate.Next(stored.Meta, Now);
        _ = ReviewDate.Due(stored.Meta.NextReview);
        _ = PlanDiff.Between(new() { Meta = new() { Title = "x" } }, stored);
        _ = PlanMarkdown.Write(stored);
        _ = PlanJson.Write(stored);
        foreach (var rotation in stored.Rotations)
        {
            _ = OnCall.Turns(rotation, Now, Now.AddDays(60));
        }

        _ = Escalation.Simulate(stored, stored.Tiers.Count > 0 ? stored.Tiers[0].Name : null, Now);
        foreach (var conflict in stored.Conflicts)
        {
            _ = PlanConflicts.Resolve(stored, conflict.Key, 0);
        }
    }

    private static IEnumerable<(string Name, string Text)> Mutations(string kind)
    {
        var text = PlanJson.Write(new GeneratedPlan(2, 1) { Least = 1 }.Make());
        var count = Places(JsonNode.Parse(text)!, kind).Count();
        for (var place = 0; place < count; place++)
        {
            foreach (var value in Values)
            {
                var root = JsonNode.Parse(text)!;
                var (holder, member) = Places(root, kind).ElementAt(place);
                holder[member] = "@@";
                yield return ($"{kind} {holder.GetPath()}.{member} = {value}", root.ToJsonString().Replace("\"@@\"", value, StringComparison.Ordinal));
            }
        }
    }

    private static IEnumerable<(JsonObject Holder, string Member)> Places(JsonNode root, string kind)
    {
        var list = kind switch { "meta" => "meta", "conflict" => "conflicts", _ => PlanSchema.Find(kind)!.List };
        return Find(root["plan"]!, list).FirstOrDefault() ?? [];

        static IEnumerable<IEnumerable<(JsonObject, string)>> Find(JsonNode node, string list) => node switch
        {
            JsonObject members => members.Where(member => member.Key == list && member.Value is not null)
                .SelectMany(member => member.Value is JsonArray items ? items.OfType<JsonObject>().Take(1) : [(JsonObject)member.Value!])
                .Where(item => item.Count > 0).Select(item => item.Select(pair => (item, pair.Key)))
                .Concat(members.Where(member => member.Value is not null).SelectMany(member => Find(member.Value!, list))),
            JsonArray items => items.Where(item => item is not null).SelectMany(item => Find(item!, list)),
            _ => [],
        };
    }
}
