namespace DrConsole.EndToEnd.Stories;

/// <summary>Who is called when is asked before it is needed, and a calendar program reads the rotation.</summary>
public sealed class EscalationStory(RunningConsole console)
{
    [Fact]
    public async Task A_responder_simulates_an_escalation_across_the_change_of_the_clocks_on_a_phone_and_shares_the_link()
    {
        await using var responder = await console.SignInAsync("responder", new() { ViewportSize = new() { Width = 320, Height = 640 }, HasTouch = true });
        await responder.OpenAsync(await ContactsAsync(responder));
        await responder.Page.GetByRole(AriaRole.Link, new() { Name = "Simulate: who is called when?" }).ClickAsync();

        // One hour before the clocks jump from 02:00 to 03:00, and once in the hour that they skip.
        await responder.Page.GetByLabel("Impact tier").SelectOptionAsync("Tier 1 - Critical");
        await responder.Page.GetByLabel("Declared at, local time").FillAsync("2027-03-28T01:30");
        await responder.Page.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await responder.Page.GetByRole(AriaRole.Button, new() { Name = "Show who is called" }).ClickAsync();

        var levels = responder.Page.Locator(".escalation > li");
        await Assertions.Expect(levels.First).ToContainTextAsync("Sun 2027-03-28 01:30 (UTC+01:00)");
        await Assertions.Expect(levels.Filter(new() { HasText = "Level 3" }).First).ToContainTextAsync("Sun 2027-03-28 03:00 (UTC+02:00)");
        await Assertions.Expect(levels.Filter(new() { HasText = "Level 3" }).First.Locator(".escalation-faults")).ToContainTextAsync("Level 3 reaches nobody.");

        await responder.Page.GetByLabel("Declared at, local time").FillAsync("2027-03-28T02:30");
        await responder.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(responder.Page.GetByText("The clocks in Europe/Berlin skip 02:30")).ToBeVisibleAsync();
        await Assertions.Expect(levels.First).ToContainTextAsync("Sun 2027-03-28 03:00 (UTC+02:00)");

        await using var manager = await console.SignInAsync("manager");
        await manager.Page.GotoAsync(new Uri(responder.Page.Url).PathAndQuery);
        await Assertions.Expect(manager.Page.Locator(".escalation > li").First).ToContainTextAsync("Operator, ");
        Assert.Empty(responder.Faults.Concat(manager.Faults));
    }

    [Fact]
    public async Task A_calendar_address_opens_without_sign_in_until_it_is_revoked()
    {
        await using var responder = await console.SignInAsync("responder");
        await responder.OpenAsync(await ContactsAsync(responder));
        await responder.Page.GetByText("Calendar addresses").ClickAsync();
        await responder.Page.GetByRole(AriaRole.Button, new() { Name = "Make an address" }).ClickAsync();
        var address = await responder.Page.Locator(".secret-text").InnerTextAsync();

        using var program = new HttpClient();
        Assert.Contains("SUMMARY:NOBODY ON CALL", await program.GetStringAsync(address), StringComparison.Ordinal);

        await responder.Page.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();
        await responder.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke …" }).ClickAsync();
        await responder.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke address" }).ClickAsync();
        await Assertions.Expect(responder.Page.GetByText("No address has been made here yet.")).ToBeVisibleAsync();
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await program.GetAsync(address)).StatusCode);
        Assert.Empty(responder.Faults);
    }

    // The demonstration's plan, whatever other plans the console has by now.
    private static async Task<string> ContactsAsync(Person person)
    {
        await person.Page.GotoAsync("/plans");
        return await person.Page.GetByRole(AriaRole.Link, new() { Name = RunningConsole.DemonstrationPlan, Exact = true }).First.GetAttributeAsync("href") + "/contacts";
    }
}
