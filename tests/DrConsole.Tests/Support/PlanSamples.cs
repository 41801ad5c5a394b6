using DrConsole.Plans;

namespace DrConsole.Tests.Support;

/// <summary>Small plans for page tests.</summary>
internal static class PlanSamples
{
    public static readonly Guid VersionId = new("01980000-0000-7000-8000-0000000000aa");
    public static readonly Guid PlanId = new("01980000-0000-7000-8000-0000000000bb");

    public static readonly PlanVersionSummary Summary = new(
        VersionId, PlanId, 2, "Shop plan", new DateTimeOffset(2026, 11, 2, 8, 5, 0, TimeSpan.Zero), "somebody", null, new string('a', 64), "2026-12-31", 1);

    public static PlanDocument Empty(string title = "Shop plan") => new() { Meta = new() { Title = title } };

    public static PlanVersionView Version(PlanDocument document, bool isCurrent = true) => new(Summary, document, isCurrent);

    public static PlanDraftView Draft(string source, PlanDocument document, double understood = 0.5) =>
        new(Guid.Empty, PlanId, "plan.md", source, document, understood, [], "somebody", Summary.PublishedAt);

    public static Scenario Scenario(params Step[] steps) => new()
    {
        Key = "scenario/database-lost",
        Title = "Database lost",
        Phases = [new() { Key = "phase/first", Title = "First", FromMinutes = 0, ToMinutes = 30, Steps = steps }],
    };

    public static Step Step(string text) => new() { Key = $"step/{text}", Text = text };
}
