using DrConsole.Audit;
using DrConsole.Tests.Support;
using DrConsole.Web.Audit;

namespace DrConsole.Tests.Audit;

public sealed class AuditEntryViewTests
{
    private static readonly AuditRow Row = new(
        Guid.Empty, AuditChain.Console, 4, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "Ann", "plan.published", """{"title":"<b>Shop</b> plan","number":2}""", new string('a', 64), IsUnchanged: true);

    [Fact]
    public async Task Data_is_indented_and_its_markup_is_text()
    {
        var document = await Rendered.DocumentAsync<AuditEntryView>(Parameters(Row));

        Assert.Equal("{\n  \"title\": \"<b>Shop</b> plan\",\n  \"number\": 2\n}", document.QuerySelector(".audit-data")!.TextContent);
        Assert.Null(document.QuerySelector(".audit-data b"));
        Assert.Null(document.QuerySelector(".badge-danger"));
    }

    [Fact]
    public async Task An_entry_that_does_not_agree_with_its_hash_is_called_changed()
    {
        var document = await Rendered.DocumentAsync<AuditEntryView>(Parameters(Row with { IsUnchanged = false }));

        Assert.Contains("Changed", document.QuerySelector("summary")!.TextContent);
        Assert.Contains("changed after it was written", document.Body!.TextContent);
    }

    [Fact]
    public async Task Bytes_that_are_no_entry_are_told_and_not_shown()
    {
        var document = await Rendered.DocumentAsync<AuditEntryView>(Parameters(Row with { Data = null, IsUnchanged = false }));

        Assert.Contains("are no audit entry any more", document.Body!.TextContent);
        Assert.Null(document.QuerySelector(".audit-data"));
    }

    private static Dictionary<string, object?> Parameters(AuditRow row) =>
        new() { [nameof(AuditEntryView.Row)] = row, [nameof(AuditEntryView.ChainName)] = "Console" };
}
