namespace DrConsole.EndToEnd.Stories;

/// <summary>The connection, or the console itself, goes away in the middle of the work.</summary>
public sealed class BadLineStory(RunningConsole console)
{
    [Fact]
    public async Task After_the_console_was_killed_the_page_comes_back_with_its_ticks_and_the_unsent_text()
    {
        await using var commander = await console.SignInAsync("commander");
        await commander.OpenAsync("/");
        await commander.DeclareAsync("Orders database lost");
        var text = (await commander.Page.Locator("li.checklist-row .step-text").First.InnerTextAsync()).Trim();
        await commander.TickAsync(text);
        await commander.SeesDoneAsync(text);
        await commander.Page.FillAsync("#note", "Typed, not sent yet");
        var address = commander.Page.Url;

        await console.KillAndStartAsync();

        await Assertions.Expect(commander.Page.Locator("#note")).ToHaveValueAsync("Typed, not sent yet", new() { Timeout = 60_000 });
        await commander.LiveAsync();
        Assert.Equal(address, commander.Page.Url);
        await commander.SeesDoneAsync(text);
        await commander.Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await Assertions.Expect(commander.Page.Locator(".timeline")).ToContainTextAsync("Typed, not sent yet");
        Assert.Equal(0, (await console.RunAsync("audit", "verify")).Code);
    }
}
