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

    // Two walk at once: while one page is examined, the console makes the other.
    [Fact]
    public async Task Every_page_is_accessible_in_both_themes_fits_into_320_pixels_and_makes_no_browser_complain()
    {
        await using var admin = await WalkerAsync();
        await using var second = await WalkerAsync();
        var paths = await AllPagesAsync(admin);

        var wrong = (await Task.WhenAll(WrongAsync(admin, paths.Where((_, index) => index % 2 == 0)), WrongAsync(second, paths.Where((_, index) => index % 2 == 1)))).SelectMany(found => found).ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Contains("404", Assert.Single(admin.Faults.Concat(second.Faults)), StringComparison.Ordinal); // that of the page that is not there
    }

    [Theory]
    [InlineData("/backups/retention?policy=x&at=31.12.2026", "policy=x", "at=31.12.2026")]
    [InlineData("/backups/runs?state=lost&policy=x&before=y", "state=lost", "policy=x", "before=y")]
    [InlineData("/backups/all?proof=some&policy=x&store=x&removed=1&after=y", "proof=some", "policy=x", "store=x", "removed=1", "after=y")]
    [InlineData("/backups/restores/new?backup=x&incident=y", "backup=x", "incident=y")]
    [InlineData("/backups/timeline?days=31", "days=31")]
    [InlineData("/incidents?state=lost&kind=x&before=y", "state=lost", "kind=x", "before=y")]
    [InlineData("/incidents/declare?version=x", "version=x")]
    [InlineData("/audit?page=-1", "page=-1")]
    [InlineData("/plans/import?plan=x", "plan=x")]
    public async Task What_a_page_cannot_read_in_its_address_is_named_and_the_page_works(string address, params string[] named)
    {
        await using var admin = await console.SignInAsync("admin");

        await admin.OpenAsync(address);

        await Assertions.Expect(admin.Page.Locator("h1")).Not.ToHaveTextAsync("This page stopped working");
        await Assertions.Expect(admin.Page.Locator(".banner-warning code")).ToHaveTextAsync(named);
        Assert.Empty(admin.Faults);
    }

    [Fact]
    public async Task What_breaks_the_accessibility_rules_is_found_in_either_theme()
    {
        await using var admin = await WalkerAsync();
        await admin.OpenAsync("/incidents");
        await admin.Page.EvaluateAsync("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x\"><p style=\"color:#888;background:#999\">faint</p>')");

        Assert.Contains(await admin.AccessibilityFaultsAsync(), fault => fault.StartsWith("image-alt", StringComparison.Ordinal));
        await admin.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.StartsWith("color-contrast", Assert.Single(await admin.AccessibilityFaultsAsync("color-contrast")), StringComparison.Ordinal);
    }

    private Task<Person> WalkerAsync() => console.SignInAsync("admin", new() { ViewportSize = new() { Width = 1280, Height = 900 }, HasTouch = true });

    // One visit of each page for all of it: of the accessibility rules only contrast depends on the theme.
    private static async Task<List<string>> WrongAsync(Person person, IEnumerable<string> paths)
    {
        var wrong = new List<string>();
        foreach (var path in paths)
        {
            await OpenAsync(person, path);
            wrong.AddRange((await person.AccessibilityFaultsAsync()).Select(fault => $"{path}: {fault}"));
            await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            wrong.AddRange((await person.AccessibilityFaultsAsync("color-contrast")).Select(fault => $"{path} in the dark: {fault}"));
            await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            wrong.AddRange(await person.NarrowWidthAsync() is var width and > 320 ? [$"{path} is {width} px wide"] : []);
        }

        return wrong;
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
