using System.Text.RegularExpressions;

namespace DrConsole.EndToEnd.Stories;

/// <summary>A plan is written in the browser, by two people at once.</summary>
public sealed partial class EditStory(RunningConsole console)
{
    [Fact]
    public async Task Two_editors_in_conflict_keep_both_texts_and_see_what_the_other_does()
    {
        await using var one = await console.SignInAsync("admin");
        await using var two = await console.SignInAsync("admin");
        var editor = await NewPlanAsync(one, "Written by two");
        await two.OpenAsync(editor);

        await two.Page.Locator("#item-owner").FocusAsync();
        await two.Page.Keyboard.TypeAsync("Platform team");
        await one.Page.FillAsync("#item-owner", "Ledger team");
        await one.Page.Locator("#item-approver").FocusAsync();
        await SavedAsync(one, "owner");
        await Assertions.Expect(two.Page.Locator(".edit-log")).ToContainTextAsync("Owner is now “Ledger team”");
        await Assertions.Expect(two.Page.Locator("#item-owner")).ToHaveValueAsync("Platform team"); // still being typed

        await two.Page.Keyboard.PressAsync("Tab");
        var conflict = two.Page.Locator(".conflict");
        await Assertions.Expect(conflict).ToContainTextAsync("changed this at");
        await Assertions.Expect(conflict.Locator(".conflict-theirs")).ToHaveTextAsync("Ledger team");
        await Assertions.Expect(two.Page.Locator("#item-owner")).ToHaveValueAsync("Platform team");
        await Assertions.Expect(one.Page.Locator("#item-owner")).ToHaveValueAsync("Ledger team");

        await conflict.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await SavedAsync(two, "owner");
        await Assertions.Expect(one.Page.Locator("#item-owner")).ToHaveValueAsync("Platform team");
        Assert.Empty(one.Faults);
        Assert.Empty(two.Faults);
    }

    [Fact]
    public async Task A_scenario_is_written_with_the_keyboard_and_taken_back_step_by_step()
    {
        await using var admin = await console.SignInAsync("admin");
        var editor = await NewPlanAsync(admin, "Written with the keyboard");
        await admin.OpenAsync($"{editor}/scenarios");

        await AddAsync(admin, "Add: scenario …", "Flood in the cellar");
        await admin.Page.Locator("#item-detection").FillAsync("Water alarm\nPump does not run");
        await admin.Page.Keyboard.PressAsync("Tab");
        await SavedAsync(admin, "detection");
        await AddAsync(admin, "Add: phase …", "First hour");
        await AddAsync(admin, "Add: step …", "Switch off the mains");
        await AddAsync(admin, "Add: step …", "Call the fire brigade");
        await Assertions.Expect(admin.Page.Locator(".outline .item-link")).ToHaveTextAsync(["First hour", "Switch off the mains", "Call the fire brigade"]);

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Move up: Call the fire brigade" }).PressAsync("Enter");
        await Assertions.Expect(admin.Page.Locator(".outline .item-link")).ToHaveTextAsync(["First hour", "Call the fire brigade", "Switch off the mains"]);

        await admin.Page.Locator("h1").FocusAsync();
        await admin.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(admin.Page.Locator(".outline .item-link")).ToHaveTextAsync(["First hour", "Switch off the mains", "Call the fire brigade"]);
        await admin.Page.Keyboard.PressAsync("Control+Shift+z");
        await Assertions.Expect(admin.Page.Locator(".outline .item-link")).ToHaveTextAsync(["First hour", "Call the fire brigade", "Switch off the mains"]);

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Call the fire brigade", Exact = true }).ClickAsync();
        await admin.Page.Locator("#item-minutes").FillAsync("soon");
        await admin.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(admin.Page.Locator("#item-minutes-error")).ToContainTextAsync("Write a duration");
        await admin.Page.Locator("#item-minutes").FillAsync("90 min");
        await admin.Page.Keyboard.PressAsync("Enter");
        await SavedAsync(admin, "minutes");
        await Assertions.Expect(admin.Page.Locator("#item-minutes-read")).ToHaveTextAsync("= 1 h 30 min");
        Assert.Empty(admin.Faults);
    }

    [Fact]
    public async Task Pasted_contacts_are_looked_at_first_and_then_added_together()
    {
        await using var admin = await console.SignInAsync("admin");
        var editor = await NewPlanAsync(admin, "With pasted contacts");
        await admin.OpenAsync(editor.Replace("/edit", "/contacts", StringComparison.Ordinal));

        await admin.Page.FillAsync("#contacts-text", "Name;Rolle;Telefon;E-Mail\nA. Example;Database on-call;+49 30 000001;a@example.org\nB. Example;;;nowhere\nC. Example;Network on-call;;");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "See what will be added" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("#contacts-found")).ToHaveTextAsync("3 contacts found, 2 to be added");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add 2 contacts" }).ClickAsync();

        await admin.Page.WaitForURLAsync("**/edit/contacts");
        await Assertions.Expect(admin.Page.Locator(".item-link")).ToHaveTextAsync(["A. Example", "C. Example"]);
        Assert.Empty(admin.Faults);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task The_editor_passes_the_accessibility_rules_and_does_not_scroll_sideways(ColorScheme theme, int width)
    {
        await using var admin = await console.SignInAsync("admin", new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = theme });
        var problems = new List<string>();
        foreach (var path in await EditorPagesAsync(admin))
        {
            await admin.OpenAsync(path);
            await admin.Page.Locator("h1").WaitForAsync();
            problems.AddRange((await admin.AccessibilityFaultsAsync()).Select(fault => $"{path}: {fault}"));
            if (await admin.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var wide && wide > width)
            {
                problems.Add($"{path} is {wide} px wide");
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    // A draft from the demonstration's plan: it has something in every part.
    private static async Task<IReadOnlyList<string>> EditorPagesAsync(Person admin)
    {
        await admin.Page.GotoAsync("/plans");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = RunningConsole.DemonstrationPlan, Exact = true }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await admin.LiveAsync();
        var begin = admin.Page.GetByRole(AriaRole.Button, new() { Name = "Begin a draft" });
        var resume = admin.Page.GetByRole(AriaRole.Link, new() { Name = "Go on with the draft" });
        await begin.Or(resume).ClickAsync();
        await admin.Page.WaitForURLAsync("**/drafts/*/edit");
        var editor = new Uri(admin.Page.Url).AbsolutePath;
        var pages = new List<string> { editor, editor.Replace("/edit", "/contacts", StringComparison.Ordinal) };
        foreach (var part in (string[])["scenarios", "tiers", "backups", "contacts", "tests"])
        {
            await admin.OpenAsync($"{editor}/{part}");
            pages.Add(await admin.Page.Locator(".item-link").First.GetAttributeAsync("href") ?? editor);
        }

        return pages;
    }

    private static async Task<string> NewPlanAsync(Person person, string title)
    {
        await person.OpenAsync("/plans/new");
        await person.Page.FillAsync("#plan-title", title);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Make the plan" }).ClickAsync();
        await person.Page.WaitForURLAsync("**/drafts/*/edit");
        await person.Page.Locator("#item-owner:not([disabled])").WaitForAsync();
        return new Uri(person.Page.Url).AbsolutePath;
    }

    private static async Task AddAsync(Person person, string button, string text)
    {
        var form = person.Page.Locator("details.add-form", new() { Has = person.Page.GetByText(button) }).Last;
        await form.GetByText(button).ClickAsync();
        await form.Locator("input, textarea").First.FillAsync(text);
        await form.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(person.Page.Locator(".item-link", new() { HasText = text })).ToBeVisibleAsync();
    }

    private static Task SavedAsync(Person person, string field) =>
        Assertions.Expect(person.Page.Locator(".item-field", new() { Has = person.Page.Locator($"#item-{field}") }).Locator(".field-mark")).ToHaveTextAsync(SavedText());

    [GeneratedRegex("Saved", RegexOptions.None, 1000)]
    private static partial Regex SavedText();
}
