using AngleSharp.Dom;
using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Tests.Support;
using DrConsole.Web.Access;
using DrConsole.Web.People;
using DrConsole.Web.Plans.Parts;
using Microsoft.Extensions.DependencyInjection;
using static DrConsole.Tests.People.PlanOfPeople;

namespace DrConsole.Tests.People;

public sealed class ContactsPartTests
{
    // Sunday 29 March 2026, the day of the change in Berlin.
    private readonly ManualTime _clock = new(At("2026-03-29T10:00"));

    [Fact]
    public async Task Every_way_to_reach_somebody_is_a_link_and_their_time_is_told()
    {
        var page = await RenderAsync(Plan() with
        {
            Contacts = [Contact("A", "+49 (30) 5550-1") with
            {
                Email = "a+b@a.example", Zone = "Australia/Lord_Howe", Availability = "Mon-Fri 8-18", Methods = [new(ContactMethodKind.Sms, "+49 30 2"), new(ContactMethodKind.Chat, "javascript:alert(1)")],
            }],
        });

        Assert.Equal(["tel:+49%2830%295550-1", "sms:+49302", "mailto:a%2Bb@a.example"], page.QuerySelectorAll(".methods a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Sun 21:00", page.QuerySelector("time[data-zone='Australia/Lord_Howe']")!.TextContent);
        Assert.Contains("Mon-Fri 8-18", page.Body!.TextContent);
    }

    [Fact]
    public async Task A_vendor_shows_contract_and_support_level_or_that_they_are_missing()
    {
        var page = await RenderAsync(Plan() with
        {
            Contacts = [Contact("Help desk") with { External = true, Company = "Cloud", ContractNumber = "C-77" }],
        });

        var card = page.QuerySelector(".contact-card")!.TextContent;
        Assert.Contains("C-77", card);
        Assert.Matches(@"Support level\s+not in the plan", card);
    }

    [Fact]
    public async Task Who_is_on_call_the_next_handover_and_gaps_stand_on_the_card()
    {
        var page = await RenderAsync(Plan() with { Rotations = [Rotation("Europe/Berlin") with { Overrides = [new("2026-04-02T00:00", "2026-04-02T08:00", null), new("2026-04-03T00:00", "2026-04-04T00:00", "Stranger")] }] });

        var text = page.Body!.TextContent;
        Assert.Matches(@"On call now\s+C", text);
        Assert.Contains("Mon 2026-03-30 09:00 (UTC+02:00)", text);
        Assert.Contains("2026-03-30 07:00 UTC", text);
        Assert.Contains("1 gap", text);
        Assert.Contains("Thu 2026-04-02 00:00 (UTC+02:00)", page.QuerySelector(".gaps")!.TextContent);
        Assert.Single(page.QuerySelectorAll(".turns-bars .turn-gap"));
        Assert.Single(page.QuerySelectorAll(".turns-bars .turn-stand-in"));
    }

    [Fact]
    public async Task Nobody_on_call_is_said_loudly()
    {
        var page = await RenderAsync(Plan() with { Rotations = [Rotation("Europe/Berlin", "2027-01-04")] });

        Assert.Contains("Nobody is on call now", page.QuerySelector(".banner-danger")!.TextContent);
    }

    [Fact]
    public async Task Ladders_show_delays_repeats_and_the_end_and_lead_to_the_simulation()
    {
        var plan = Plan(Level("1", "A", 0) with { Repeats = 2, RepeatMinutes = 5 }, Level("2", "B")) with { EscalationPaths = [new() { Key = "path/p", Name = "Usual", Fallback = "Head of operations", Rounds = 1 }] };

        var page = await RenderAsync(plan, PlanSamples.Version(plan));

        Assert.Equal(["at once", "2 more calls, every 5 min", "time not said"], page.QuerySelectorAll(".timeline .tag").Select(tag => tag.TextContent.Trim()));
        Assert.Contains("Head of operations", page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector($"a[href='/plans/versions/{PlanSamples.VersionId}/escalation']"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Calendars_are_had_from_the_current_version_only(bool isCurrent, int panels)
    {
        var plan = Plan() with { Rotations = [Rotation("UTC")] };

        Assert.Equal(panels, (await RenderAsync(plan, PlanSamples.Version(plan, isCurrent))).QuerySelectorAll(".calendar-panel").Length);
    }

    private Task<IDocument> RenderAsync(PlanDocument plan, PlanVersionView? version = null) => Rendered.DocumentAsync<ContactsPart>(
        new Dictionary<string, object?> { ["Document"] = plan, ["Version"] = version },
        services => services.AddSingleton<TimeProvider>(_clock).AddPeople().AddScoped<CurrentActor>().AddSingleton<ICalendarFeedQueries, NoFeeds>().AddSingleton(new CalendarFeedCommands(null!)));

    private sealed class NoFeeds : ICalendarFeedQueries
    {
        public Task<IReadOnlyList<CalendarFeedRow>> ListAsync(Guid planId, string rotationKey, Guid? ofAccount, CancellationToken ct) => Task.FromResult<IReadOnlyList<CalendarFeedRow>>([]);

        public Task<string?> CalendarAsync(string secret, CancellationToken ct) => Task.FromResult<string?>(null);
    }
}
