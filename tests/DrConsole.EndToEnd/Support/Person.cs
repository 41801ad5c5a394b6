using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace DrConsole.EndToEnd.Support;

/// <summary>Somebody at a browser: says what they do, not how.</summary>
public sealed partial class Person : IAsyncDisposable
{
    private readonly List<string> _faults = [];

    public Person(IPage page)
    {
        Page = page;
        Page.SetDefaultTimeout(RunningConsole.PatienceMs);
        Page.PageError += (_, fault) => _faults.Add(fault);
        Page.Console += (_, message) =>
        {
            // A lost connection is part of some stories; everything else that a browser calls an error is a fault of ours.
            if (message.Type == "error" && !Disconnected().IsMatch(message.Text))
            {
                _faults.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>How far the draft on the page has come.</summary>
    public ILocator DraftState => Page.Locator("section[aria-labelledby=decide] .badge").First;

    /// <summary>What the browser complained about.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public async Task SignInAsync(Account account)
    {
        await Page.GotoAsync("/account/sign-in");
        await Page.FillAsync("#user-name", account.UserName);
        await Page.FillAsync("#password", account.Password);
        await Page.ClickAsync("button[type=submit]");
        await Page.WaitForURLAsync(address => !address.Contains("/account/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Opens a page and waits until it is live.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await LiveAsync();
    }

    /// <summary>Waits until the circuit has taken the page over; the layout says so.</summary>
    public Task LiveAsync() => Page.Locator(".frame[data-live=true]").WaitForAsync();

    /// <summary>What on the page breaks the accessibility rules, or those that are named. Looked for within the page, for it has no frames: otherwise each look would start a blank page in a process of its own.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityFaultsAsync(params string[] rules)
    {
#pragma warning disable CS0618 // the way that is meant to replace it is the one with the blank page
        var result = await Page.RunAxeLegacy(options: new() { ResultTypes = [ResultType.Violations], RunOnly = rules.Length > 0 ? RunOnlyOptions.Rules(rules) : null });
#pragma warning restore CS0618
        return [.. result.Violations.Select(violation => $"{violation.Id} ({violation.Nodes.Length}) {violation.Nodes[0].Html}")];
    }

    /// <summary>How wide the page is, in CSS pixels, in a window of 320 of them.</summary>
    public async Task<int> NarrowWidthAsync()
    {
        var before = Page.ViewportSize;
        await Page.SetViewportSizeAsync(320, 640);
        var width = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        await Page.SetViewportSizeAsync(before?.Width ?? 1280, before?.Height ?? 900);
        return width;
    }

    /// <summary>Gives documents to the console and returns where they are looked through.</summary>
    public async Task ProposeAsync(params string[] files)
    {
        await OpenAsync("/plans/import");
        await ChooseAsync(files);
    }

    /// <summary>Gives the import page that is open documents, and returns where they are looked through.</summary>
    public async Task ChooseAsync(params string[] files)
    {
        await Assertions.Expect(Page.Locator("#document-file")).ToBeEnabledAsync(); // as it is for a person: before that it takes none
        await Page.SetInputFilesAsync("#document-file", files);
        await Page.WaitForURLAsync("**/plans/imports/*");
        await Page.GetByRole(AriaRole.Heading, new() { NameRegex = ReviewHeading() }).WaitForAsync();
        await LiveAsync();
    }

    /// <summary>Makes the draft of what is being looked through, and returns at it.</summary>
    public async Task MakeDraftAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).ClickAsync();
        // Looked for on the page and not in its address: when it does not come, the failure prints what the page says instead.
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { NameRegex = DraftHeading() })).ToBeVisibleAsync(new() { Timeout = 2 * RunningConsole.PatienceMs });
    }

    /// <summary>Imports a document as it is, and returns at its draft.</summary>
    public async Task ImportAsync(string file)
    {
        await ProposeAsync(file);
        await MakeDraftAsync();
    }

    /// <summary>Hands the draft on the page to a second person.</summary>
    public async Task SubmitAsync(string note = "")
    {
        await Page.FillAsync("#submit-note", note);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Submit for approval" }).ClickAsync();
        await Assertions.Expect(DraftState).ToHaveTextAsync("Waits for approval");
    }

    /// <summary>Approves the draft on the page.</summary>
    public async Task ApproveAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(DraftState).ToHaveTextAsync("Approved");
    }

    /// <summary>Publishes the draft on the page, which the other approves.</summary>
    public async Task PublishWithAsync(Person other)
    {
        await SubmitAsync();
        await other.OpenAsync(new Uri(Page.Url).AbsolutePath);
        await other.ApproveAsync();
        await PublishAsync();
    }

    /// <summary>Publishes the approved draft on the page.</summary>
    public async Task PublishAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync("**/plans/versions/*");
    }

    /// <summary>Declares from wherever the person is: three clicks.</summary>
    public async Task DeclareAsync(string scenario, string kind = "Drill")
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Declare incident" }).ClickAsync();
        await Page.GetByRole(AriaRole.Radio, new() { Name = scenario }).First.CheckAsync();
        if (kind != "Real")
        {
            await Page.GetByRole(AriaRole.Radio, new() { Name = kind, Exact = true }).CheckAsync();
        }

        await Page.GetByRole(AriaRole.Button, new() { NameRegex = DeclareButton() }).ClickAsync();
        await Page.WaitForURLAsync(IncidentAddress());
        await Page.Locator("ol.checklist").First.WaitForAsync();
    }

    public ILocator Item(string text) => Page.Locator("li.checklist-row", new() { HasText = text }).First;

    public Task TickAsync(string text) => Item(text).Locator("button.checklist-marker").ClickAsync();

    public Task SeesDoneAsync(string text) => Assertions.Expect(Item(text)).ToHaveClassAsync(DoneClass());

    public async Task NoteAsync(string text)
    {
        await Page.FillAsync("#note", text);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
    }

    /// <summary>Skips what is open and resolves.</summary>
    public async Task ResolveAsync()
    {
        foreach (var rest in await Page.GetByText("Skip the rest of this list …").AllAsync())
        {
            await rest.ClickAsync();
        }

        while (await Page.GetByLabel("Why can the open items be skipped?").CountAsync() is > 0 and var left)
        {
            await Page.GetByLabel("Why can the open items be skipped?").First.FillAsync("Not part of this exercise");
            await Page.GetByRole(AriaRole.Button, new() { Name = "open items" }).First.ClickAsync();
            await Assertions.Expect(Page.GetByLabel("Why can the open items be skipped?")).ToHaveCountAsync(left - 1);
        }

        await Page.GetByLabel("What happened, and how was service restored?").FillAsync("The standby took over");
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Data loss" }).FillAsync("none");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Resolve incident" }).ClickAsync();
        await Assertions.Expect(Page.Locator(".incident-head .banner-good")).ToBeVisibleAsync();
    }

    public ValueTask DisposeAsync() => new(Page.Context.CloseAsync());

    [GeneratedRegex("ERR_|WebSocket|Failed to fetch|Failed to complete negotiation|connection|Connection", RegexOptions.None, 1000)]
    private static partial Regex Disconnected();

    [GeneratedRegex("^Look through:", RegexOptions.None, 1000)]
    private static partial Regex ReviewHeading();

    [GeneratedRegex("^Draft:", RegexOptions.None, 1000)]
    private static partial Regex DraftHeading();

    [GeneratedRegex("^Declare (?:real|drill|test) incident", RegexOptions.None, 1000)]
    private static partial Regex DeclareButton();

    [GeneratedRegex("/incidents/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex IncidentAddress();

    [GeneratedRegex("is-done", RegexOptions.None, 1000)]
    private static partial Regex DoneClass();
}
