using System.Security.Cryptography;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Audit;

/// <summary>Recomputes every chain from the stored bytes and names what does not fit.</summary>
public sealed class AuditCheck(IDbContextFactory<DrDbContext> contexts)
{
    /// <summary>Stands in the place of a chain's name in a fault of a published plan.</summary>
    public const string Plans = "plan";

    /// <summary>Reads everything once, in one snapshot, with constant memory.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, token);
            var (faults, entries) = (new List<AuditFault>(), 0L);
            var heads = await db.AuditChains.AsNoTracking().OrderBy(chain => chain.Id).ToListAsync(token);
            foreach (var head in heads)
            {
                entries += await VerifyAsync(db, head, faults, token);
            }

            await FindOrphansAsync(db, faults, token);
            var versions = await VerifyPlansAsync(db, faults, token);
            return new AuditVerdict(faults.Count == 0, heads.Count, entries, versions, faults);
        }, ct);
    }

    private static async Task<long> VerifyAsync(DrDbContext db, AuditChain head, List<AuditFault> faults, CancellationToken ct)
    {
        var (expected, previous, count) = (1L, AuditBody.Genesis, 0L);
        var entries = db.AuditEntries.AsNoTracking().Where(entry => entry.Chain == head.Id).OrderBy(entry => entry.Sequence).AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(ct))
        {
            count++;
            if (Fault(entry, expected, previous) is { } fault)
            {
                faults.Add(new(head.Id, entry.Sequence, entry.Id, fault));
                return count; // the first broken entry is named; what follows it in the chain proves nothing
            }

            (expected, previous) = (entry.Sequence + 1, Convert.ToHexStringLower(entry.Hash));
        }

        if (head.LastSequence != expected - 1 || (count > 0 && !string.Equals(Convert.ToHexStringLower(head.LastHash), previous, StringComparison.Ordinal)))
        {
            faults.Add(new(head.Id, expected, null, $"The chain ends at entry {expected - 1}, but its head says {head.LastSequence}: entries at the end are missing or were changed."));
        }

        return count;
    }

    private static string? Fault(AuditEntry entry, long expected, string previous)
    {
        if (entry.Sequence != expected)
        {
            return $"Entry {expected} is missing.";
        }

        if (!SHA256.HashData(entry.Body).AsSpan().SequenceEqual(entry.Hash))
        {
            return "The stored bytes do not have the stored hash: the entry was changed.";
        }

        if (AuditBody.TryRead(entry.Body) is not { } body)
        {
            return "The stored bytes are no audit entry.";
        }

        return string.Equals(body.Previous, previous, StringComparison.Ordinal)
            ? Agrees(entry, body) ? null : "A column differs from the hashed bytes: the row was changed."
            : "It does not continue the entry before it.";
    }

    /// <summary>True when the searchable columns say what the hashed bytes say.</summary>
    internal static bool Agrees(AuditEntry entry, AuditBody body) =>
        body.Chain == entry.Chain && body.Sequence == entry.Sequence && body.Id == entry.Id && body.Action == entry.Action
        && body.Actor == new AuditActor(entry.ActorKind, entry.ActorId, entry.ActorName)
        && body.OccurredAt == AuditBody.Time(entry.OccurredAt) && body.RecordedAt == AuditBody.Time(entry.RecordedAt);

    private static async Task FindOrphansAsync(DrDbContext db, List<AuditFault> faults, CancellationToken ct)
    {
        var orphans = await db.AuditEntries.Where(entry => !db.AuditChains.Any(chain => chain.Id == entry.Chain)).Select(entry => entry.Chain).Distinct().ToListAsync(ct);
        faults.AddRange(orphans.Select(chain => new AuditFault(chain, 1, null, "The chain has entries, but no head.")));

        var incidents = await db.Incidents.Select(incident => incident.Id).ToListAsync(ct);
        var chains = await db.AuditChains.Select(chain => chain.Id).ToHashSetAsync(StringComparer.Ordinal, ct);
        faults.AddRange(incidents.Select(AuditChain.Incident).Where(chain => !chains.Contains(chain)).Select(chain => new AuditFault(chain, 1, null, "The incident has no chain.")));
    }

    private static async Task<int> VerifyPlansAsync(DrDbContext db, List<AuditFault> faults, CancellationToken ct)
    {
        var count = 0;
        await foreach (var version in db.PlanVersions.AsNoTracking().OrderBy(version => version.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            count++;
            if (!version.IsIntact())
            {
                faults.Add(new(Plans, version.Number, version.Id, $"Version {version.Number} of “{version.Title}” does not have its hash: it was changed."));
            }
        }

        return count;
    }
}

/// <summary>Outcome of a check.</summary>
public sealed record AuditVerdict(bool IsIntact, int Chains, long Entries, int PlanVersions, IReadOnlyList<AuditFault> Faults);

/// <summary>The first broken entry of a chain, or a changed plan version.</summary>
public sealed record AuditFault(string Chain, long Sequence, Guid? EntryId, string What);
