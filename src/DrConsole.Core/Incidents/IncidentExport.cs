using CsvHelper;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Incidents;

/// <summary>The history of an incident as files. Each export is itself an audit entry of the console's chain.</summary>
public sealed class IncidentExport(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts)
{
    private static readonly CsvWriterOptions Csv = new()
    {
        // A cell that starts like a formula gets an apostrophe: spreadsheets then show it and do not run it.
        Injection = CsvInjection.Escape,
        NewLine = "\r\n",
    };

    /// <summary>Checks the right and records the export. Throws <see cref="NotFoundException"/> when there is no such incident.</summary>
    public Task<int> BeginAsync(Actor actor, Guid commandId, Guid incidentId, string format, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ExportHistory, async change =>
        {
            var number = await change.Db.Incidents.Where(incident => incident.Id == incidentId).Select(incident => (int?)incident.Number).SingleOrDefaultAsync(ct)
                ?? throw new NotFoundException("incident", incidentId);
            change.Record(AuditChain.Console, "incident.exported", new { incidentId, number, format });
            return number;
        }, ct);

    /// <summary>The chain's exact bytes, one entry a line: SHA-256 of a line (without its line feed) is what the next line carries as <c>previous</c>.</summary>
    public async Task WriteNdjsonAsync(Guid incidentId, Stream target, CancellationToken ct)
    {
        await foreach (var entry in EntriesAsync(incidentId, ct))
        {
            await target.WriteAsync(entry.Body, ct);
            await target.WriteAsync("\n"u8.ToArray(), ct);
        }
    }

    /// <summary>A view for spreadsheets: RFC 4180, UTF-8 with byte order mark, times in UTC, no cell that a spreadsheet would run.</summary>
    public async Task WriteCsvAsync(Guid incidentId, Stream target, CancellationToken ct)
    {
        await target.WriteAsync(System.Text.Encoding.UTF8.Preamble.ToArray(), ct);
        await using var csv = CsvWriter.Create(target, Csv, leaveOpen: true);
        await csv.WriteRecordAsync(["sequence", "occurred_at_utc", "recorded_at_utc", "actor", "action", "what", "detail", "sha256"], ct);
        await foreach (var entry in EntriesAsync(incidentId, ct))
        {
            var line = TimelineText.Of(entry);
            await csv.WriteRecordAsync(
                [
                    entry.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture), AuditBody.Time(entry.OccurredAt), AuditBody.Time(entry.RecordedAt),
                    line.ActorName, line.Action, line.Text, line.Detail ?? "", line.Hash,
                ],
                ct);
        }

        await csv.FlushAsync(ct);
    }

    private async IAsyncEnumerable<AuditEntry> EntriesAsync(Guid incidentId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var chain = AuditChain.Incident(incidentId);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await foreach (var entry in db.AuditEntries.AsNoTracking().Where(entry => entry.Chain == chain).OrderBy(entry => entry.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return entry;
        }
    }
}
