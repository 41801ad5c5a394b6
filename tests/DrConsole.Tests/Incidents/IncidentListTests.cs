using DrConsole.Incidents;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Incidents;

public sealed class IncidentListTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        foreach (var (title, kind) in new[] { ("Ledger 100%", IncidentKind.Real), ("Ledger_a", IncidentKind.Drill), ("Ledgerxa", IncidentKind.Test) })
        {
            await _console.Desk.DeclareAsync(_console.Commander, TestConsole.NewId(), new(title, kind, null, null, null), Ct);
        }
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_newest_come_first_and_pages_neither_repeat_nor_miss()
    {
        var first = await _console.Incidents.ListAsync(new(Take: 2), Ct);
        var second = await _console.Incidents.ListAsync(new(Take: 2, Before: first.Rows[^1].Number), Ct);

        Assert.Equal(["Ledgerxa", "Ledger_a", "Ledger 100%"], [.. first.Rows.Concat(second.Rows).Select(row => row.Title)]);
        Assert.Equal((true, false), (first.HasMore, second.HasMore));
    }

    [Theory]
    [InlineData("ledger", 3)]
    [InlineData("100%", 1)]
    [InlineData("r_a", 1)]
    [InlineData("ledger zebra", 0)]
    [InlineData("\\", 0)]
    [InlineData("'; DROP TABLE incident; --", 0)]
    public async Task Searching_takes_signs_literally(string words, int found) =>
        Assert.Equal(found, (await _console.Incidents.ListAsync(new(Search: words), Ct)).Rows.Count);

    [Fact]
    public async Task Kinds_are_told_apart() =>
        Assert.Equal("Ledger_a", Assert.Single((await _console.Incidents.ListAsync(new(Kind: IncidentKind.Drill), Ct)).Rows).Title);
}
