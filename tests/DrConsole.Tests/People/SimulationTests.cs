using AngleSharp.Dom;
using DrConsole.Plans;
using DrConsole.Tests.Support;
using DrConsole.Web.People;
using Microsoft.Extensions.DependencyInjection;
using static DrConsole.Tests.People.PlanOfPeople;

namespace DrConsole.Tests.People;

public sealed class SimulationTests
{
    private static readonly PlanDocument Ledger = Plan(Level("Level 1", "Primary", 0), Level("Level 2", "Head of nothing", 15)) with
    {
        Rotations = [Rotation("Europe/Berlin")],
    };

    private readonly ManualTime _clock = new(At("2026-03-29T10:00"));

    [Fact]
    public async Task Without_a_choice_it_simulates_now_in_the_zone_of_the_plan()
    {
        var page = await RenderAsync();

        Assert.Equal("2026-03-29T12:00", page.QuerySelector("#escalation-at")!.GetAttribute("value"));
        Assert.Equal("Europe/Berlin", page.QuerySelector("#escalation-zone")!.GetAttribute("value"));
        Assert.Contains("Declared Sun 2026-03-29 12:00 (UTC+02:00)", Text(page));
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "skip 02:30", "Sun 2026-03-29 03:00 (UTC+02:00)")]
    [InlineData("2026-10-25T02:30", "show 02:30 twice", "Sun 2026-10-25 02:30 (UTC+02:00)")]
    public async Task A_time_that_the_clocks_skip_or_repeat_is_explained(string at, string remark, string declared)
    {
        var page = await RenderAsync(at);

        Assert.Contains(remark, page.QuerySelector("[role=status]")!.TextContent);
        Assert.Contains($"Declared {declared}", Text(page));
    }

    [Fact]
    public async Task Faults_stand_beside_their_level()
    {
        var page = await RenderAsync();

        var levels = page.QuerySelectorAll(".escalation > li");
        Assert.Equal(2, levels.Length);
        Assert.Null(levels[0].QuerySelector(".escalation-faults"));
        Assert.Contains("No contact, role or rotation", levels[1].QuerySelector(".escalation-faults")!.TextContent);
        Assert.Contains("is-nobody", levels[1].ClassName);
        Assert.StartsWith("1 call, 2 faults", page.QuerySelector("h2")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("tel:+4930555", page.QuerySelector(".escalation a")!.GetAttribute("href")![..12]);
    }

    [Theory]
    [InlineData("soon", "Europe/Berlin", "#escalation-at")]
    [InlineData("0001-01-01T00:00", "Europe/Berlin", "#escalation-at")]
    [InlineData("2026-03-29T02:30", "<b>Mars</b>", "#escalation-zone")]
    public async Task What_is_wrong_keeps_its_text_and_gets_its_reason_at_the_field(string at, string zone, string field)
    {
        var page = await RenderAsync(at, zone);

        Assert.Equal("true", page.QuerySelector(field)!.GetAttribute("aria-invalid"));
        Assert.Single(page.QuerySelectorAll(".error"));
        Assert.Equal(zone, page.QuerySelector("#escalation-zone")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector(".escalation"));
    }

    [Fact]
    public void The_address_names_the_instant_by_local_time_and_zone() =>
        Assert.Equal(At("2026-04-04T15:30Z"), new EscalationAddress("T", "2026-04-05T02:00", "Australia/Lord_Howe", "UTC", _clock.GetUtcNow()).Instant);

    private static string Text(IDocument page) => string.Join(' ', page.Body!.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private Task<IDocument> RenderAsync(string? at = null, string? zone = null) => Rendered.DocumentAsync<Simulation>(
        new Dictionary<string, object?> { ["Plan"] = Ledger, ["Action"] = "/here", ["At"] = at, ["Zone"] = zone }, services => services.AddSingleton<TimeProvider>(_clock));
}
