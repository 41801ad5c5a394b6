using System.Security.Cryptography;
using System.Text;
using DrConsole.Audit;
using DrConsole.Incidents;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Incidents;

public sealed class IncidentExportTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;
    private Guid _incident;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _incident = await _console.DeclareAsync();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("=cmd|' /C calc'!A0")]
    public async Task No_cell_of_the_csv_is_a_formula(string text)
    {
        await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, text, null, null, Ct);

        var csv = await TextAsync(_console.Get<IncidentExport>().WriteCsvAsync);

        Assert.Contains($"'{text}", csv, StringComparison.Ordinal);
        Assert.DoesNotContain($",{text}", csv, StringComparison.Ordinal);
        Assert.DoesNotContain($",\"{text}", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_csv_keeps_line_breaks_commas_and_quotes_in_their_cell()
    {
        await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "a, \"b\"\nc", null, null, Ct);

        var csv = await TextAsync(_console.Get<IncidentExport>().WriteCsvAsync);

        Assert.Contains("\"a, \"\"b\"\"\nc\"", csv, StringComparison.Ordinal);
        Assert.StartsWith("\uFEFFsequence,occurred_at_utc,recorded_at_utc,actor,action,what,detail,sha256\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ndjson_is_the_chain_byte_for_byte()
    {
        await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "Grüße, 東京", null, null, Ct);

        var lines = (await TextAsync(_console.Get<IncidentExport>().WriteNdjsonAsync)).TrimEnd('\n').Split('\n');

        var previous = AuditBody.Genesis;
        foreach (var line in lines)
        {
            Assert.Contains($"\"previous\":\"{previous}\"", line, StringComparison.Ordinal);
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
        }

        Assert.Equal(2, lines.Length);
        Assert.Contains("Grüße, 東京", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exporting_is_on_record_and_needs_its_right()
    {
        await _console.Get<IncidentExport>().BeginAsync(_console.Auditor, TestConsole.NewId(), _incident, "csv", Ct);

        await Assert.ThrowsAsync<NotPermittedException>(() => _console.Get<IncidentExport>().BeginAsync(_console.Responder, TestConsole.NewId(), _incident, "csv", Ct));
        var page = await _console.Get<AuditQueries>().ListAsync(new(Action: "incident.exported"), Ct);
        Assert.Equal(_console.Auditor.Name, Assert.Single(page.Rows).ActorName);
    }

    private async Task<string> TextAsync(Func<Guid, Stream, CancellationToken, Task> write)
    {
        using var stream = new MemoryStream();
        await write(_incident, stream, Ct);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
