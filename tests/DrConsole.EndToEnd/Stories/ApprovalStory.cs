
namespace DrConsole.EndToEnd.Stories;

/// <summary>A plan's way to publication, with two people in two browsers.</summary>
public sealed class ApprovalStory(RunningConsole console)
{
    private static readonly string Plan = Path.Combine(AppContext.BaseDirectory, "Fixtures", "warehouse-plan.md");

    [Fact]
    public async Task A_plan_is_approved_by_a_second_person_changed_by_a_new_document_compared_and_restored()
    {
        await using var admin = await console.SignInAsync("admin");
        await using var manager = await console.SignInAsync("manager");
        await admin.ImportAsync(Plan);
        await admin.SubmitAsync("The first plan");

        // Whoever had a hand in it is told so, and is offered no approval.
        await Assertions.Expect(admin.Page.GetByText("Somebody else must approve it.")).ToBeVisibleAsync();
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveCountAsync(0);

        // Sent back with a reason, submitted again, approved: the author's page follows by itself.
        await manager.OpenAsync(new Uri(admin.Page.Url).AbsolutePath);
        await manager.Page.GetByText("Send it back …").ClickAsync();
        await manager.Page.FillAsync("#back-reason", "Say who leads");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Send back to its authors" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByText("Say who leads")).ToBeVisibleAsync();
        await admin.SubmitAsync("With a leader");
        await manager.ApproveAsync();
        await Assertions.Expect(admin.DraftState).ToHaveTextAsync("Approved");
        await manager.PublishAsync();
        var history = await HistoryAsync(manager);

        await ImportNextAsync(admin, history);
        await Assertions.Expect(admin.Page.Locator("#changes ~ p").First).ToContainTextAsync("Against version 1");
        await Assertions.Expect(admin.Page.Locator(".diff-item ins").First).ToBeVisibleAsync();
        await admin.PublishWithAsync(manager);

        await admin.OpenAsync(history);
        await Assertions.Expect(admin.Page.GetByText("Intact")).ToHaveCountAsync(2);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        await admin.Page.WaitForURLAsync("**/compare?from=1&to=2");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = "From version 1 to version 2" })).ToBeVisibleAsync();
        Assert.Empty(await admin.AccessibilityFaultsAsync());

        await admin.OpenAsync(history);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Restore version 1" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make it the draft" }).ClickAsync();
        await admin.Page.WaitForURLAsync("**/plans/drafts/*");
        await Assertions.Expect(admin.Page.GetByText("Begun from version 1")).ToBeVisibleAsync();
        Assert.Empty(admin.Faults.Concat(manager.Faults));
    }

    private static async Task<string> HistoryAsync(Person person)
    {
        await person.OpenAsync("/plans");
        return (await person.Page.GetByRole(AriaRole.Link, new() { Name = "History of Warehouse" }).First.GetAttributeAsync("href"))!;
    }

    private static async Task ImportNextAsync(Person person, string history)
    {
        var changed = Path.Combine(Directory.CreateTempSubdirectory("drc-story-").FullName, "warehouse-plan.md");
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(Plan)).Replace("Freeze goods receipt", "Freeze goods receipt and dispatch", StringComparison.Ordinal));
        await person.OpenAsync(history);
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Import the next version" }).ClickAsync();
        await person.LiveAsync();
        await person.ChooseAsync(changed);
        await person.MakeDraftAsync();
    }
}
