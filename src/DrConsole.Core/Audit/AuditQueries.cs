using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Audit;

/// <summary>Reads of the audit chains.</summary>
public sealed class AuditQueries(IDbContextFactory<DrDbContext> contexts)
{
    private const int MostRows = 200;

    /// <summary>Entries, newest first, with the number of all that match.</summary>
    public async Task<AuditPage> ListAsync(AuditFilter filter, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var entries = db.AuditEntries.AsNoTracking();
        entries = string.IsNullOrWhiteSpace(filter.Chain) ? entries : entries.Where(entry => entry.Chain == filter.Chain);
        entries = string.IsNullOrWhiteSpace(filter.Actor) ? entries : entries.Where(entry => EF.Functions.ILike(entry.ActorName, Pattern(filter.Actor), "\\"));
        entries = string.IsNullOrWhiteSpace(filter.Action) ? entries : entries.Where(entry => EF.Functions.ILike(entry.Action, Pattern(filter.Action), "\\"));
        var total = await entries.CountAsync(ct);
        var rows = await entries.OrderByDescending(entry => entry.RecordedAt).ThenBy(entry => entry.Chain).ThenByDescending(entry => entry.Sequence)
            .Skip(Math.Max(filter.Skip, 0)).Take(Math.Clamp(filter.Take, 1, MostRows)).ToListAsync(ct);
        return new([.. rows.Select(Row)], total);
    }

    private static AuditRow Row(AuditEntry entry) => new(
        entry.Id, entry.Chain, entry.Sequence, entry.OccurredAt, entry.RecordedAt, entry.ActorName, entry.Action, AuditBody.Read(entry.Body).Data.GetRawText(), Convert.ToHexStringLower(entry.Hash));

    private static string Pattern(string text) =>
        $"%{SafeText.Clean(text.Trim()).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}

/// <summary>Which entries are wanted.</summary>
public sealed record AuditFilter(string? Chain = null, string? Actor = null, string? Action = null, int Skip = 0, int Take = 50);

/// <summary>A page of entries.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, int Total);

/// <summary>An entry as a row; <paramref name="Data"/> is its JSON.</summary>
public sealed record AuditRow(
    Guid Id, string Chain, long Sequence, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string ActorName, string Action, string Data, string Hash);
