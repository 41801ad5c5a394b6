
namespace DrConsole.EndToEnd.Stories;

/// <summary>An import is looked through before anything of it is in a plan.</summary>
public sealed class ReviewStory(RunningConsole console)
{
    private static readonly string Plan = Path.Combine(AppContext.BaseDirectory, "Fixtures", "depot-plan.md");
    private static readonly string Annex = Path.Combine(AppContext.BaseDirectory, "Fixtures", "depot-annex.md");

    [Fact]
    public async Task Two_contradicting_files_are_decided_corrected_and_become_a_draft()
    {
        await using var admin = await console.SignInAsync("admin");
        await admin.ProposeAsync(Plan, Annex);
        var page = admin.Page;

        await page.Locator(".conflict-choice").GetByRole(AriaRole.Button, new() { Name = "8 h", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".conflict-choice")).ToHaveCountAsync(0);

        var shop = Row(page, "Web shop");
        await shop.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await shop.GetByLabel("RTO").FillAsync("3 h");
        await shop.GetByLabel("RTO").PressAsync("Tab");
        await Assertions.Expect(shop).ToContainTextAsync("Accepted by");
        await shop.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Assertions.Expect(shop).ToContainTextAsync("RTO: 3 h");

        await Row(page, "Label printer").GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(Row(page, "Label printer")).ToContainTextAsync("Rejected by");

        var note = Row(page, "Gatekeeper of the depot");
        await note.GetByRole(AriaRole.Button, new() { Name = "Make this a" }).ClickAsync();
        await note.GetByLabel("to line").FillAsync(await note.GetByLabel("From line").InputValueAsync());
        await note.GetByLabel("to line").PressAsync("Tab");
        await note.GetByRole(AriaRole.Button, new() { Name = "Make it", Exact = true }).ClickAsync();
        await Assertions.Expect(Row(page, "Gatekeeper of the depot")).ToContainTextAsync("Phone: +49 30 555 0199");
        await Assertions.Expect(Row(page, "The gate is open at night")).ToBeVisibleAsync();

        await admin.MakeDraftAsync();
        Assert.Empty(admin.Faults);
    }

    [Fact]
    public async Task The_keyboard_decides_and_the_source_follows()
    {
        await using var admin = await console.SignInAsync("admin");
        await admin.ProposeAsync(Plan);
        var page = admin.Page;

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("[data-row]:focus")).ToContainTextAsync("Orders database");
        await Assertions.Expect(page.Locator(".source-line.is-lit")).ToContainTextAsync("| Orders database | 4 hours");
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(Row(page, "Orders database")).ToContainTextAsync("Accepted by");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(Row(page, "Label printer")).ToContainTextAsync("Rejected by");
        await Assertions.Expect(page.Locator(".review-head")).ToContainTextAsync("looked at: 2 of");

        await page.Locator("[data-line]", new() { HasText = "Restart the core switch" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-row]:focus")).ToContainTextAsync("Restart the core switch");
        Assert.Empty(admin.Faults);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task An_import_is_accessible_and_fits_a_phone(ColorScheme theme)
    {
        await using var admin = await console.SignInAsync("admin", new() { ViewportSize = new() { Width = 1280, Height = 900 }, ColorScheme = theme });
        await admin.ProposeAsync(Plan, Annex);
        await Row(admin.Page, "Label printer").GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await Row(admin.Page, "Label printer").GetByLabel("RTO").WaitForAsync();

        var wrong = await admin.AccessibilityFaultsAsync();
        await ShotAsync(admin, $"review-{theme}-1280");
        await admin.Page.SetViewportSizeAsync(320, 900);
        await ShotAsync(admin, $"review-{theme}-320");

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(320, await admin.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    // Pictures for those who ask for them.
    private static async Task ShotAsync(Person person, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
        {
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    private static ILocator Row(IPage page, string words) => page.Locator("[data-row]", new() { HasText = words }).First;
}
