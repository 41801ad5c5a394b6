
namespace DrConsole.EndToEnd.Stories;

/// <summary>The console's own database is away in the middle of an incident.</summary>
public sealed class DatabaseAwayStory(RunningConsole console)
{
    [Fact]
    public async Task Responders_go_on_without_it_see_each_others_ticks_and_all_of_it_is_in_the_timeline_when_it_is_back()
    {
        await using var commander = await console.SignInAsync("commander");
        await using var responder = await console.SignInAsync("responder");
        await commander.OpenAsync("/");
        await commander.DeclareAsync("Orders database lost");
        var address = new Uri(commander.Page.Url).AbsolutePath;
        await responder.OpenAsync(address);
        var steps = await commander.Page.Locator("li.checklist-row .step-text").AllInnerTextsAsync();
        var (first, second) = (steps[0].Trim(), steps[1].Trim());
        await responder.Page.Locator("button.checklist-marker:not([disabled])").First.WaitForAsync();
        await console.SnapshotAsync(address.Split('/')[^1]);

        console.KillDatabase();
        try
        {
            await commander.TickAsync(first);
            await commander.SeesDoneAsync(first);
            await Assertions.Expect(commander.Item(first)).ToContainTextAsync("Kept on this node, not in the database yet");
            await responder.SeesDoneAsync(first);
            await responder.TickAsync(second);
            await responder.NoteAsync("The database of the console is away");
            await Assertions.Expect(responder.Page.Locator("#note")).ToHaveValueAsync("");
            await Assertions.Expect(commander.Page.Locator(".timeline")).ToContainTextAsync("The database of the console is away");
            await Assertions.Expect(commander.Page.GetByText("The database cannot be reached.")).ToBeVisibleAsync();
            await Assertions.Expect(commander.Page.GetByText("3 entries are kept on this node")).ToBeVisibleAsync();

            await responder.OpenAsync("/incidents");
            await responder.Page.Locator("section[aria-labelledby=known]").GetByRole(AriaRole.Link, new() { Name = "Orders database lost" }).First.ClickAsync();
            await responder.SeesDoneAsync(second);
            Assert.InRange(await responder.NarrowWidthAsync(), 1, 320);
            Assert.Empty(await responder.AccessibilityFaultsAsync());
        }
        finally
        {
            console.LetDatabaseStart();
        }

        await Assertions.Expect(commander.Page.GetByText("Kept on this node, not in the database yet")).ToHaveCountAsync(0, new() { Timeout = 3 * RunningConsole.PatienceMs });
        await Assertions.Expect(commander.Page.GetByText("The database cannot be reached.")).ToHaveCountAsync(0, new() { Timeout = RunningConsole.PatienceMs });
        foreach (var entry in new[] { $"Done: {first}", $"Done: {second}", "The database of the console is away" })
        {
            await Assertions.Expect(commander.Page.Locator(".timeline-entry", new() { HasText = entry })).ToHaveCountAsync(1);
        }

        Assert.Equal(0, (await console.RunAsync("audit", "verify")).Code);
    }
}
