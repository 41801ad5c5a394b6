namespace DrConsole.EndToEnd.Stories;

/// <summary>Real plans, where the machine has them beside the repository: each is imported, published, and an incident of it worked to its end.</summary>
public sealed class RealPlansStory(RunningConsole console)
{
    private static readonly string Folder = Path.Combine(RunningConsole.Repository, "..", "shared", "seeds");

    public static TheoryData<string> Documents => Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : ["none"];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_real_plan_is_imported_published_and_worked(string document)
    {
        Assert.SkipWhen(document == "none", "There are no real plans beside the repository.");
        await using var admin = await console.SignInAsync("admin");
        await using var manager = await console.SignInAsync("manager");
        await admin.ImportAsync(Path.Combine(Folder, document));
        await admin.PublishWithAsync(manager);
        await admin.OpenAsync($"{new Uri(admin.Page.Url).AbsolutePath}/scenarios");
        await admin.Page.Locator("main a[href*='/scenarios/']").First.ClickAsync();
        await admin.Page.WaitForURLAsync("**/scenarios/*");
        await admin.LiveAsync();
        await admin.Page.Locator("main a[href*='/incidents/declare']").First.ClickAsync();
        await admin.Page.WaitForURLAsync("**/incidents/declare?*");
        await admin.Page.GetByRole(AriaRole.Radio, new() { Name = "Test", Exact = true }).CheckAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Declare test incident" }).ClickAsync();

        var text = (await admin.Page.Locator("li.checklist-row .step-text").First.InnerTextAsync()).Replace("Dangerous", "", StringComparison.Ordinal).Trim();
        await admin.TickAsync(text);
        await admin.SeesDoneAsync(text);
        await admin.ResolveAsync();

        Assert.Empty(admin.Faults);
    }
}
