using System.Security.Cryptography;
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
        entries = string.IsNullOrWhiteSpace(filter.Actor) ? entries : entries.Where(entry => EF.Functions.ILike(entry.ActorName, SearchPattern.Containing(filter.Actor), "\\"));
        entries = string.IsNullOrWhiteSpace(filter.Action) ? entries : entries.Where(entry => EF.Functions.ILike(entry.Action, SearchPattern.Containing(filter.Action), "\\"));
        var total = await entries.CountAsync(ct);
        var rows = await entries.OrderByDescending(entry => entry.RecordedAt).ThenBy(entry => entry.Chain).ThenByDescending(entry => entry.Sequence)
            .Skip(Math.Max(filter.Skip, 0)).Take(Math.Clamp(filter.Take, 1, MostRows)).ToListAsync(ct);
        return new([.. rows.Select(Row)], total);
    }

    // An entry that somebody spoiled must not hide the others: it is listed, and says what it is.
    private static AuditRow Row(AuditEntry entry)
    {
        var body = AuditBody.TryRead(entry.Body);
        var isUnchanged = body is not null && AuditCheck.Agrees(entry, body) && SHA256.HashData(entry.Body).AsSpan().SequenceEqual(entry.Hash);
        return new(
            entry.Id, entry.Chain, entry.Sequence, entry.OccurredAt, entry.RecordedAt, entry.ActorName, entry.Action, body?.Data.GetRawText(),
            Convert.ToHexStringLower(entry.Hash), isUnchanged);
    }
}

/// <summary>Which entries are wanted.</summary>
public sealed record AuditFilter(string? Chain = null, string? Actor = null, string? Action = null, int Skip = 0, int Take = 50);

/// <summary>A page of entries.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, int Total);

/// <summary>An entry as a row.</summary>
/// <param name="Data">Its JSON; null when the stored bytes are no audit entry.</param>
/// <param name="IsUnchanged">True when stored bytes, hash and columns agree. Whether the chain is whole is said by <see cref="AuditCheck"/>.</param>
public sealed record AuditRow(
    Guid Id, string Chain, long Sequence, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string ActorName, string Action, string? Data, string Hash, bool IsUnchanged);
