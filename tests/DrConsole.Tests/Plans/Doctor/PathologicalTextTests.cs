using System.Diagnostics;
using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Plans.Review;

namespace DrConsole.Tests.Plans.Doctor;

/// <summary>Documents that somebody wrote to keep the doctor busy.</summary>
public sealed class PathologicalTextTests
{
    private static readonly DateOnly Today = new(2027, 3, 1);

    [Theory]
    [InlineData("a \\\n")]
    [InlineData("ls | tail $A ${AAA <your-x restore ")]
    [InlineData("aws s3 rm --recursive s3://bucket/\n")]
    [InlineData("# see above\n")]
    [InlineData("password='")]
    [InlineData("AAA=")]
    [InlineData("$AAA $BBB\n")]
    public void Commands_of_two_megabytes_are_examined_within_seconds(string part)
    {
        var plan = new PlanDocument
        {
            Meta = new() { Title = "Plan" },
            Scenarios = [new() { Key = "scenario-1", Title = "Lost", Commands = [new(Filled(part)) { Source = new(1, 5) }], Phases = [new() { Key = "phase-1", Title = "Recovery", Steps = [new() { Key = "step-1", Text = "Do it", Commands = [new(Filled(part)) { Source = new(2, 4) }] }] }] }],
        };

        InSeconds(() => PlanDoctor.Examine(plan, null, Today));
    }

    [Theory]
    [InlineData("restore ")]
    [InlineData("- [ ] see above depends on setup\n")]
    [InlineData("| a | b |\n")]
    [InlineData("every 15 minutes and ")]
    [InlineData("1. Restore `x`\n")]
    [InlineData("`a` ")]
    [InlineData("metric < ")]
    [InlineData("a@a.")]
    public void Documents_of_thousands_of_entries_are_examined_within_seconds(string part)
    {
        var read = DocumentMerge.Of([new("plan.md", "# Plan\n\n## Disaster scenarios\n\n### Scenario 1: Lost\n\n" + Filled(part, 200_000))]);

        InSeconds(() => PlanDoctor.Examine(read.Document, read.Text, Today));
    }

    [Fact]
    public void A_cadence_beyond_the_calendar_is_a_finding_without_a_date() =>
        Assert.Null(PlanDoctor.Examine(new() { Meta = new() { Title = "Plan", ReviewCadence = "every 99999999999 years" } }, null, Today).Single(finding => finding.Rule == "review-without-date").Fix);

    private static string Filled(string part, int size = 2_000_000) => string.Concat(Enumerable.Repeat(part, size / part.Length));

    private static void InSeconds(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), $"It took {Stopwatch.GetElapsedTime(began)}.");
    }
}
