using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace DrConsole.EndToEnd.Stories;

/// <summary>What holds for every page: accessible in both themes, usable at 320 px, no fault in the browser.</summary>
public sealed class EveryPageStory(RunningConsole console)
{
    private static readonly string[] Pages =
    [
        "/", "/incidents", "/incidents/declare", "/plans", "/plans/new", "/plans/import", "/plans/doctor/rules", "/audit",
        "/backups", "/backups/policies", "/backups/policies/new", "/backups/runs", "/backups/all", "/backups/timeline", "/backups/retention", "/backups/restores", "/backups/restores/new", "/backups/stores", "/backups/keys",
        "/settings/accounts", "/settings/tokens", "/settings/console", "/account/password", "/not-there",
    ];

    // Pages without a line to the server.
    private static readonly string[] StillPages = ["/account/password", "/not-there"];

    private static readonly string Plan = Path.Combine(AppContext.BaseDirectory, "Fixtures", "depot-plan.md");
    private static readonly string Annex = Path.Combine(AppContext.BaseDirectory, "Fixtures", "depot-annex.md");

    // Of the rules, only contrast depends on the theme.
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark, "color-contrast")]
    public async Task Every_page_passes_the_accessibility_rules_and_nothing_makes_the_browser_complain(ColorScheme theme, params string[] rules)
    {
        await using var admin = await console.SignInAsync("admin", new() { ViewportSize = new() { Width = 1280, Height = 900 }, ColorScheme = theme });
        var options = rules.Length == 0 ? new AxeRunOptions() : new() { RunOnly = RunOnlyOptions.Rules(rules) };
        var violations = new List<string>();
        foreach (var path in await AllPagesAsync(admin))
        {
            await OpenAsync(admin, path);
            var result = await admin.Page.RunAxe(options);
            violations.AddRange(result.Violations.Select(violation => $"{path}: {violation.Id} ({violation.Nodes.Length}) {violation.Nodes[0].Html}"));
        }

        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.Empty(admin.Faults.Where(fault => !fault.Contains("404", StringComparison.Ordinal))); // one page is not there
    }

    [Fact]
    public async Task No_page_scrolls_sideways_at_320_pixels()
    {
        await using var admin = await console.SignInAsync("admin", new() { ViewportSize = new() { Width = 320, Height = 640 }, HasTouch = true });
        var wide = new List<string>();
        foreach (var path in await AllPagesAsync(admin))
        {
            await OpenAsync(admin, path);
            var width = await admin.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (width > 320)
            {
                wide.Add($"{path} is {width} px wide");
            }
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    private static async Task OpenAsync(Person person, string path)
    {
        if (StillPages.Contains(path) || path.Contains("/escalation", StringComparison.Ordinal))
        {
            await person.Page.GotoAsync(path);
        }
        else
        {
            await person.OpenAsync(path);
        }
    }

    // The fixed addresses, the plan and incident that the console has by now, and a draft and an import in which two files contradict each other.
    private static async Task<IReadOnlyList<string>> AllPagesAsync(Person person)
    {
        await person.Page.GotoAsync("/plans");
        var version = await person.Page.GetByRole(AriaRole.Link, new() { Name = RunningConsole.DemonstrationPlan, Exact = true }).GetAttributeAsync("href");
        var history = await person.Page.GetByRole(AriaRole.Link, new() { Name = $"History of {RunningConsole.DemonstrationPlan}", Exact = true }).GetAttributeAsync("href");
        var compare = $"{history!.Replace("/history", "/compare", StringComparison.Ordinal)}?from=1&to=1";
        await person.OpenAsync("/");
        await person.DeclareAsync("Orders database lost", "Test");
        var incident = PathOf(person);
        await person.ProposeAsync(Plan, Annex);
        await person.MakeDraftAsync();
        var draft = PathOf(person);
        await person.ProposeAsync(Plan, Annex);
        var import = PathOf(person);
        return
        [
            .. Pages, version!, $"{version}/all", $"{version}/objectives", $"{version}/contacts", $"{version}/escalation", $"{version}/escalation?at=2027-03-01T02%3A30&zone=Europe%2FBerlin", $"{version}/doctor", history, compare,
            draft, $"{draft}/edit", $"{draft}/edit/scenarios", $"{draft}/contacts", $"{draft}/doctor", $"{draft}/escalation", import, incident, $"{incident}/timeline",
            .. await FirstOfEachAsync(person),
        ];
    }

    // One policy, run, backup and store, and the restore of that backup; the demonstration has them soon after its start.
    private static async Task<IReadOnlyList<string>> FirstOfEachAsync(Person person)
    {
        var found = new List<string>();
        foreach (var list in new[] { "policies", "runs", "all", "stores" })
        {
            await person.OpenAsync($"/backups/{list}");
            found.Add((await person.Page.Locator($"main a[href^='/backups/{list}/']:not([href$='/new'])").First.GetAttributeAsync("href"))!);
        }

        return [.. found, $"/backups/restores/new?backup={found[2].Split('/')[^1]}"];
    }

    private static string PathOf(Person person) => new Uri(person.Page.Url).AbsolutePath;
}
