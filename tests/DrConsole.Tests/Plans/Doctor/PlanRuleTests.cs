using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Plans.Schema;

namespace DrConsole.Tests.Plans.Doctor;

public sealed class PlanRuleTests
{
    public static TheoryData<string> Rules => [.. PlanRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_finds_its_fault_and_is_silent_without_it(string rule)
    {
        var example = Assert.Single(RuleCase.All, example => string.Equals(example.Rule, rule, StringComparison.Ordinal));

        var found = RuleCase.Found(rule, example.Faulty, example.FaultyText);

        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.Equal(rule, finding.Rule));
        Assert.All(found, finding => Assert.NotEmpty(finding.Evidence));
        Assert.All(found, finding => Assert.InRange(finding.Subject.Length, 1, 500));
        Assert.Empty(RuleCase.Found(rule, example.Sound, example.SoundText));
    }

    [Fact]
    public void Every_rule_has_an_id_a_title_and_a_reason_of_its_own()
    {
        Assert.True(PlanRules.All.Count >= 34);
        Assert.Equal(PlanRules.All.Count, PlanRules.All.DistinctBy(rule => rule.Id).Count());
        Assert.Equal(PlanRules.All.Count, PlanRules.All.DistinctBy(rule => rule.Title).Count());
        Assert.Equal(PlanRules.All.Count, PlanRules.All.DistinctBy(rule => rule.Why).Count());
        Assert.All(PlanRules.All, rule => Assert.Matches("^[a-z]+(-[a-z]+)+$", rule.Id));
        Assert.All(PlanRules.All, rule => Assert.EndsWith(".", rule.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_of_the_assembly_is_on_the_list()
    {
        var made = typeof(PlanRules).Assembly.GetTypes().Where(type => type.IsClass && typeof(IPlanRule).IsAssignableFrom(type));

        Assert.Equal(made.Select(type => type.Name).Order(StringComparer.Ordinal), PlanRules.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_proposed_mend_fits_the_plan_and_cures_the_finding()
    {
        var mended = new List<string>();
        foreach (var example in RuleCase.All)
        {
            foreach (var finding in RuleCase.Found(example.Rule, example.Faulty, example.FaultyText).Where(finding => finding.Fix is not null))
            {
                var tree = new PlanTree(example.Faulty);
                foreach (var change in finding.Fix!.Changes)
                {
                    tree.Set(change.Item, change.Field, change.Json is null ? null : JsonNode.Parse(change.Json));
                }

                Assert.True(
                    example.Rule is "restore-to-now" || RuleCase.Found(example.Rule, tree.ToDocument(), example.FaultyText).All(left => !string.Equals(left.Subject, finding.Subject, StringComparison.Ordinal)),
                    $"{example.Rule} is still there");
                mended.Add(example.Rule);
            }
        }

        Assert.Superset(new HashSet<string>(["danger-without-approval", "pipe-hides-failure", "review-without-date"]), mended.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void A_sound_plan_in_any_known_language_gives_no_ground_for_an_error_by_its_words_alone()
    {
        foreach (var language in (string[])["en", "de", "fr", "es", "pt", "nl", "it", "ru", "tr", "zh", "ja", "ko", "pl"])
        {
            var plan = RuleCase.Empty with { Meta = RuleCase.Empty.Meta with { Language = language }, Contacts = [new() { Key = "c", Name = "A. Example", Phone = "1" }] };

            Assert.DoesNotContain(PlanDoctor.Examine(plan, null, RuleCase.Today), finding => finding.Severity == FindingSeverity.Error && finding.Rule is not "nobody-to-call");
        }
    }

    [Fact]
    public void Findings_come_worst_first_and_the_same_each_time()
    {
        var plan = RuleCase.Of(RuleCase.Run("Database corruption", "psql -c 'VACUUM FULL'", "terraform destroy"));

        var first = PlanDoctor.Examine(plan, null, RuleCase.Today);

        Assert.Equal(first.OrderBy(finding => finding.Severity).Select(finding => finding.Subject), first.Select(finding => finding.Subject));
        Assert.Equal(PlanFindings.Json(plan, null, RuleCase.Today), PlanFindings.Json(plan, null, RuleCase.Today));
        Assert.Equal(first.Select(finding => (finding.Rule, finding.Subject)), PlanFindings.Read(PlanFindings.Json(plan, null, RuleCase.Today))!.Findings.Select(finding => (finding.Rule, finding.Subject)));
    }
}
