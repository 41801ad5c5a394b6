using System.Net.Http.Json;
using System.Text.Json;

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

        await commander.Page.EvaluateAsync("() => { window.beforeTheKill = true; }");
        await console.KillAndStartAsync();

        await commander.Page.WaitForFunctionAsync("() => !window.beforeTheKill", null, new() { Timeout = 60_000 });
        await Assertions.Expect(commander.Page.Locator("#note")).ToHaveValueAsync("Typed, not sent yet", new() { Timeout = 60_000 });
        await commander.LiveAsync();
        Assert.Equal(address, commander.Page.Url);
        await commander.SeesDoneAsync(text);
        await commander.Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await Assertions.Expect(commander.Page.Locator(".timeline")).ToContainTextAsync("Typed, not sent yet");
        Assert.Equal(0, (await console.RunAsync("audit", "verify")).Code);
    }

    [Fact]
    public async Task While_the_line_is_cut_a_click_is_refused_in_plain_sight_and_what_is_typed_is_sent_afterwards()
    {
        using var line = new Line(console.Address);
        await using var commander = await console.SignInAsync("commander", through: line.Address);
        await commander.OpenAsync("/");
        await commander.DeclareAsync("Orders database lost");
        var text = (await commander.Page.Locator("li.checklist-row .step-text").First.InnerTextAsync()).Trim();
        await commander.Page.Locator("button.checklist-marker:not([disabled])").First.WaitForAsync();

        line.Cut();
        await Assertions.Expect(commander.Page.GetByText("Connection lost")).ToBeVisibleAsync();
        await commander.Page.Locator("#note").PressSequentiallyAsync("Typed while the line was cut");
        await commander.TickAsync(text);
        await Assertions.Expect(commander.Page.GetByText("Your last click was not sent.")).ToBeVisibleAsync();
        line.Mend();
        await Assertions.Expect(commander.Page.GetByText("Connection lost")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await commander.Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await commander.TickAsync(text);

        await Assertions.Expect(commander.Page.Locator(".timeline")).ToContainTextAsync("Typed while the line was cut");
        await commander.SeesDoneAsync(text);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_console_is_killed_during_writes()
    {
        var token = (await console.RunAsync("token", "create", "--role", "commander", "--name", "kill test")).Output.Trim();
        using var client = new HttpClient { BaseAddress = new(console.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var made = await client.PostAsJsonAsync("/api/v1/incidents", new { title = "Killed during writes", kind = "test" });
        var incident = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var (acknowledged, enough) = (new List<string>(), new TaskCompletionSource());

        var writing = Task.Run(async () =>
        {
            for (var number = 0; ; number++)
            {
                try
                {
                    (await client.PostAsJsonAsync($"/api/v1/incidents/{incident}/notes", new { text = $"Note {number}." })).EnsureSuccessStatusCode();
                }
                catch (HttpRequestException)
                {
                    return; // killed
                }

                acknowledged.Add($"Note {number}.");
                if (number == 50)
                {
                    enough.SetResult();
                }
            }
        });
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await console.KillAndStartAsync();
        await writing;

        var history = await client.GetStringAsync($"/api/v1/incidents/{incident}/history.ndjson");
        Assert.All(acknowledged, text => Assert.Single(history.Split('\n'), line => line.Contains($"\"{text}\"", StringComparison.Ordinal)));
        Assert.Equal(0, (await console.RunAsync("audit", "verify")).Code);
    }
}
