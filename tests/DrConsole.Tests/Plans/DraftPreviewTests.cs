using DrConsole.Plans;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans;

namespace DrConsole.Tests.Plans;

public sealed class DraftPreviewTests
{
    [Fact]
    public async Task The_source_is_shown_as_text_line_by_line()
    {
        var page = await RenderAsync("# Plan\r\n<script>alert(1)</script>\r\n& \"end\"\r\n", PlanSamples.Empty());

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(["# Plan", "<script>alert(1)</script>", "& \"end\""], page.QuerySelectorAll(".source-line code").Select(static line => line.TextContent));
    }

    [Fact]
    public async Task Characters_that_turn_text_around_are_shown_by_name()
    {
        var page = await RenderAsync("rm \u202Etxt.exe\0", PlanSamples.Empty());

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

        var page = await RenderAsync("one\ntwo\nthree\nfour", plan);

        Assert.Equal(["2-3", "4-4"], page.QuerySelectorAll("[data-lines]").Select(static button => button.GetAttribute("data-lines")!));
        Assert.Equal(["2", "3"], page.QuerySelectorAll(".is-placed").Select(static line => line.GetAttribute("data-line")!));
        Assert.Equal("4", page.QuerySelector(".is-note")!.GetAttribute("data-line"));
        Assert.Contains("RPO 0 min", page.Body!.TextContent);
    }

    [Fact]
    public async Task Source_lines_beyond_the_document_break_nothing()
    {
        var plan = PlanSamples.Empty() with { Notes = [new() { Key = "n", Text = "?", Source = new(0, 99) }] };

        var page = await RenderAsync("one", plan);

        Assert.Single(page.QuerySelectorAll(".source-line"));
    }

    [Fact]
    public async Task A_share_is_rounded_down_so_that_all_means_all()
    {
        var html = await Rendered.HtmlAsync<ShareBar>(new Dictionary<string, object?> { ["Label"] = "Understood", ["Share"] = 0.999, ["Text"] = "understood" });

        Assert.Contains("99 %", html);
    }

    private static Task<AngleSharp.Dom.IDocument> RenderAsync(string source, PlanDocument plan) =>
        Rendered.DocumentAsync<DraftPreview>(new Dictionary<string, object?> { ["Draft"] = PlanSamples.Draft(source, plan) });
}
