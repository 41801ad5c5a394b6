using DrConsole.Alarms;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Wal;

/// <summary>Until when log was shipped that somebody can recover with: to a store that has a base backup too, and of which no hole is known.</summary>
internal static class WalCovered
{
    /// <summary>Subject of the alarm about a hole in one store.</summary>
    public static string Subject(Guid policyId, Guid storeId) => $"{policyId}:{storeId}";

    /// <summary>The store that such a subject is about; null when it is another policy's, or about the policy as a whole.</summary>
    public static Guid? StoreOf(string subject, Guid policyId)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.StartsWith($"{policyId}:", StringComparison.Ordinal) && Guid.TryParse(subject.AsSpan(subject.IndexOf(':', StringComparison.Ordinal) + 1), out var store) ? store : null;
    }

    /// <summary>Reads it for each policy; a policy whose log has a hole in every store has none.</summary>
    public static async Task<Dictionary<Guid, DateTimeOffset>> ReadAsync(DrDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var gaps = await db.Alarms.Where(alarm => alarm.Kind == AlarmKind.WalGap && alarm.ClearedAt == null).Select(alarm => alarm.Subject).ToListAsync(ct);
        var result = new Dictionary<Guid, DateTimeOffset>();
        foreach (var policy in await db.BackupPolicies.Where(policy => db.WalSegments.Any(segment => segment.PolicyId == policy.Id)).Select(policy => policy.Id).ToListAsync(ct))
        {
            var holed = gaps.Select(subject => StoreOf(subject, policy)).OfType<Guid>().ToArray();
            if (!gaps.Contains(policy.ToString()) && await UntilAsync(db, policy, holed, ct) is { } until)
            {
                result.Add(policy, until);
            }
        }

        return result;
    }

    // What was shipped last covers the most: an index finds it, however long the log is.
    private static Task<DateTimeOffset?> UntilAsync(DrDbContext db, Guid policyId, Guid[] holed, CancellationToken ct) =>
        db.WalSegments.Where(segment => segment.PolicyId == policyId
                && db.BackupCopies.Any(copy => copy.State == CopyState.Present && !holed.Contains(copy.StoreId) && segment.StoreIds.Contains(copy.StoreId)
                    && db.Backups.Any(backup => backup.Id == copy.BackupId && backup.PolicyId == policyId && backup.RemovedAt == null)))
            .OrderByDescending(segment => segment.ShippedAt).Select(segment => (DateTimeOffset?)segment.CoversUntil).FirstOrDefaultAsync(ct);
}
