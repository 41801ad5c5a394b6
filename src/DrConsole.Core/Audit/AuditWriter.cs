using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Audit;

/// <summary>Appends a change's entries to their chains, inside the change's transaction.</summary>
internal static class AuditWriter
{
    public static async Task AppendAsync(Change change, CancellationToken ct)
    {
        var db = change.Db;

        // Heads are locked in one order, so that two changes that touch the same chains cannot wait for each other.
        foreach (var group in change.Entries.GroupBy(entry => entry.Chain, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            await db.Database.ExecuteSqlAsync($"INSERT INTO audit_chain (id, last_sequence, last_hash) VALUES ({group.Key}, 0, ''::bytea) ON CONFLICT DO NOTHING", ct);
            var head = await db.AuditChains.FromSql($"SELECT * FROM audit_chain WHERE id = {group.Key} FOR UPDATE").SingleAsync(ct);
            foreach (var recorded in group)
            {
                var previous = head.LastSequence == 0 ? AuditBody.Genesis : Convert.ToHexStringLower(head.LastHash);
                var body = new AuditBody(
                    head.Id, head.LastSequence + 1, previous, recorded.Id, AuditBody.Time(recorded.OccurredAt), AuditBody.Time(change.At),
                    AuditActor.Of(change.Actor), recorded.Action, recorded.Data);
                var entry = body.Seal(recorded.OccurredAt, change.At);
                db.AuditEntries.Add(entry);
                (head.LastSequence, head.LastHash) = (entry.Sequence, entry.Hash);
            }
        }

        await db.SaveChangesAsync(ct);
    }
}
