using System.Security.Claims;
using AngleSharp.Dom;
using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Plans.Review;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Web.Access;
using DrConsole.Web.Plans;
using DrConsole.Web.Plans.Review;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using static DrConsole.Tests.Plans.Review.ReviewText;

namespace DrConsole.Tests.Plans.Review;

public sealed class ImportReviewPageTests
{
    [Fact]
    public async Task The_source_is_shown_as_text_line_by_line()
    {
        var page = await RenderAsync(View("# Plan\r\n<script>alert(1)</script>\r\n& \"end\"\r\n", PlanSamples.Empty()));

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(["# Plan", "<script>alert(1)</script>", "& \"end\""], page.QuerySelectorAll(".source-line code").Select(static line => line.TextContent));
    }

    [Fact]
    public async Task Characters_that_turn_text_around_are_shown_by_name()
    {
        var page = await RenderAsync(View("rm \u202Etxt.exe\0", PlanSamples.Empty()));

        Assert.Equal("rm U+202Etxt.exeU+0000", page.QuerySelector(".source-line code")!.TextContent);
    }

    [Fact]
    public async Task A_result_names_its_source_lines_and_these_are_marked()
    {
        var plan = PlanSamples.Empty() with
        {
            Objectives = [new() { Key = "o", Scope = "Orders", RpoMinutes = 0, Source = new(2, 3) }],
            Notes = [new() { Key = "n", Text = "four", Source = new(4, 4) }],
        };

        var page = await RenderAsync(View("one\ntwo\nthree\nfour", plan));

        Assert.Equal(["2-3", "4-4"], page.QuerySelectorAll("[data-row] [data-lines]").Select(static button => button.GetAttribute("data-lines")!));
        Assert.Equal(["2", "3"], page.QuerySelectorAll(".is-placed").Select(static line => line.GetAttribute("data-line")!));
        Assert.Equal("4", page.QuerySelector(".is-note")!.GetAttribute("data-line"));
        Assert.Contains("RPO: 0", page.Body!.TextContent);
    }

    [Fact]
    public async Task Source_lines_beyond_the_document_break_nothing()
    {
        var page = await RenderAsync(View("one", PlanSamples.Empty() with { Notes = [new() { Key = "n", Text = "?", Source = new(0, 99) }] }));

        Assert.Single(page.QuerySelectorAll(".source-line"));
    }

    [Fact]
    public async Task Every_item_can_be_accepted_rejected_changed_and_moved_and_the_draft_made_at_any_time()
    {
        var page = await RenderAsync(View(One()));

        var row = page.QuerySelectorAll("[data-row]").Single(row => row.TextContent.Contains("Label printer", StringComparison.Ordinal));
        Assert.Equal(["a", "x", "e", "m"], row.QuerySelectorAll("[data-act]").Select(button => button.GetAttribute("data-act")!));
        Assert.Contains(page.QuerySelectorAll("button"), button => button.TextContent == "Make the draft");
        Assert.Contains("are undecided and count as accepted", page.Body!.TextContent);
    }

    [Fact]
    public async Task Decisions_are_counted_and_say_whose_they_are()
    {
        var plan = One();
        var decisions = ImportDecisions.None.With([(plan.Document.Objectives[1].Key, Verdict.Rejected)], new(ActorKind.User, Guid.NewGuid(), "Somebody"), PlanSamples.Summary.PublishedAt);

        var page = await RenderAsync(View(plan) with { Decisions = decisions });

        Assert.Contains("Rejected by Somebody", page.QuerySelector(".is-rejected")!.TextContent);
        Assert.Contains("looked at: 1 of", page.Body!.TextContent);
    }

    [Fact]
    public async Task What_is_odd_is_flagged()
    {
        var page = await RenderAsync(View(Both()));

        Assert.Contains("Placeholder", RowOf(page, "Storage on-call").TextContent);
        Assert.Contains("Two values", RowOf(page, "Orders database").TextContent);
    }

    [Fact]
    public async Task Both_values_of_a_contradiction_are_offered_with_their_places()
    {
        var page = await RenderAsync(View(Both()));

        var choice = page.QuerySelectorAll(".conflict-choice").Single(choice => choice.TextContent.Contains("RTO", StringComparison.Ordinal));
        Assert.Equal(["4 h", "8 h"], choice.QuerySelectorAll(".conflict-value > .btn:first-child").Select(button => button.TextContent));
        Assert.Contains("annex.md, line", choice.TextContent);
        Assert.Equal(["plan.md", "annex.md"], page.QuerySelectorAll(".source-file").Select(file => file.TextContent));
    }

    [Fact]
    public async Task Of_a_plan_that_exists_only_the_differences_are_shown()
    {
        var before = One().Document;
        var plan = DocumentMerge.Of([new("plan.md", Main.Replace("| 4 hours |", "| 2 hours |", StringComparison.Ordinal))]);

        var page = await RenderAsync(View(plan) with { Before = before, PlanTitle = "Depot", PlanId = PlanSamples.PlanId });

        var row = Assert.Single(page.QuerySelectorAll("[data-row]"));
        Assert.Equal(["4 h", "2 h"], row.QuerySelectorAll("dd").Select(value => value.TextContent));
        Assert.Contains("Compared with the current version of “Depot”", page.Body!.TextContent);
    }

    [Fact]
    public async Task Of_thousands_of_items_one_page_is_shown()
    {
        var plan = PlanSamples.Empty() with { Systems = [.. Enumerable.Range(1, 2000).Select(n => new PlanSystem { Key = $"system/{n}", Name = $"System {n}", Source = new(n, n) })] };

        var page = await RenderAsync(View(string.Join('\n', Enumerable.Range(1, 2000)), plan));

        Assert.Equal(100, page.QuerySelectorAll("[data-row]").Length);
        Assert.Contains("Page 1 of 21", page.Body!.TextContent);
        Assert.Contains("Accept the rest (2001)", page.Body!.TextContent);
    }

    [Fact]
    public async Task Who_may_only_read_sees_it_and_is_offered_nothing()
    {
        var page = await RenderAsync(View(One()), isEditor: false);

        Assert.Empty(page.QuerySelectorAll("[data-act]"));
        Assert.DoesNotContain("Make the draft", page.Body!.TextContent);
    }

    [Fact]
    public async Task An_import_that_is_gone_says_so()
    {
        var page = await RenderAsync(null);

        Assert.Contains("There is no such import", page.Body!.TextContent);
    }

    [Fact]
    public async Task A_share_is_rounded_down_so_that_all_means_all()
    {
        var html = await Rendered.HtmlAsync<ShareBar>(new Dictionary<string, object?> { ["Label"] = "Understood", ["Share"] = 0.999, ["Text"] = "understood" });

        Assert.Contains("99 %", html);
    }

    private static IElement RowOf(IDocument page, string words) => page.QuerySelectorAll("[data-row]").First(row => row.TextContent.Contains(words, StringComparison.Ordinal));

    private static PlanImportView View(ImportedPlan plan) => View(plan.Text, plan.Document);

    private static PlanImportView View(string source, PlanDocument document) =>
        new(Guid.Empty, null, null, ["plan.md"], source, document, ImportDecisions.None, 0.5, [], "somebody", PlanSamples.Summary.PublishedAt, null, "", false);

    private static Task<IDocument> RenderAsync(PlanImportView? import, bool isEditor = true) => Rendered.DocumentAsync<ImportReviewPage>(
        new Dictionary<string, object?> { ["ImportId"] = Guid.Empty },
        services => services.AddSingleton<IImportQueries>(new FakeImportQueries(import)).AddSingleton(new ImportCommands(null!)).AddSingleton<LiveFeed>().AddScoped<CurrentActor>()
            .AddReviewPages().AddSingleton<IJSRuntime, NoBrowser>().AddSingleton<AuthenticationStateProvider>(new SignedIn(isEditor ? Role.Admin : Role.Responder)),
        isEditor);

    private sealed class SignedIn(string role) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new(new ClaimsIdentity(
        [
            new("drconsole:kind", nameof(ActorKind.User)), new(ClaimTypes.NameIdentifier, Guid.Empty.ToString()), new("drconsole:display_name", "Somebody"), new(ClaimTypes.Role, role),
        ],
        "test"))));
    }
}
