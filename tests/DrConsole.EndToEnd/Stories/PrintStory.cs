namespace DrConsole.EndToEnd.Stories;

/// <summary>A plan on paper: the whole page as PDF, from the dark theme as from the light one.</summary>
public sealed class PrintStory(RunningConsole console)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_whole_plan_prints_black_on_white_with_its_cover(ColorScheme theme)
    {
        await using var reader = await console.SignInAsync("responder", new() { ViewportSize = new() { Width = 1280, Height = 900 }, ColorScheme = theme });
        await reader.OpenAsync("/plans");
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = RunningConsole.DemonstrationPlan, Exact = true }).First.ClickAsync();
        await reader.Page.WaitForURLAsync("**/plans/versions/*");
        await reader.OpenAsync($"{new Uri(reader.Page.Url).AbsolutePath}/all");
        await reader.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = theme });

        await Assertions.Expect(reader.Page.Locator(".plan-cover")).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page.Locator(".plan-cover")).ToContainTextAsync("SHA-256");
        await Assertions.Expect(reader.Page.Locator(".topbar")).ToBeHiddenAsync();
        Assert.Equal("rgb(255, 255, 255)", await reader.Page.Locator("main").EvaluateAsync<string>("element => getComputedStyle(element).backgroundColor"));
        Assert.Equal("rgb(0, 0, 0)", await reader.Page.Locator("main .card").First.EvaluateAsync<string>("element => getComputedStyle(element).color"));
        Assert.Equal(0, await reader.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('main table')].filter(table => table.scrollWidth > table.closest('main').clientWidth + 1).length"));

        var pdf = await reader.Page.PdfAsync(new() { PreferCSSPageSize = true });
        Assert.True(pdf.Length > 20_000, $"The PDF has {pdf.Length} bytes.");
        if (Environment.GetEnvironmentVariable("PRINTED") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"plan-{theme}.pdf".ToLowerInvariant()), pdf, TestContext.Current.CancellationToken);
        }

        Assert.Empty(reader.Faults);
    }
}
