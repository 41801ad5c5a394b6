using System.Globalization;
using System.Text.Json;
using DrConsole.Alarms;
using DrConsole.Backups.Format;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Tells people when log is missing or does not come. Every node looks at what was shipped, not only the one that ships: a dead node cannot
/// report its own silence.
/// </summary>
public sealed class WalAlarms(IDbContextFactory<DrDbContext> contexts, AlarmCommands alarms, TimeProvider clock)
{
    private const long LittleBytes = 1024L * 1024 * 1024;
    private readonly WalRows _rows = new(contexts);

    /// <summary>Raises or clears what a policy's log gives reason for.</summary>
    /// <param name="state">Its stream, where it runs in this process.</param>
    public async Task TellAsync(BackupPolicy policy, WalStreamState? state, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(policy);
        await TellAsync(AlarmKind.WalSilent, policy, await SilenceAsync(policy, state, ct), ct);
        await TellGapsAsync(policy, state?.Loss, ct);
        if (state is not null)
        {
            await TellAsync(AlarmKind.BackupDegraded, policy, state.StoreFaults.Count == 0
                ? null
                : $"{policy.Name}: write-ahead log does not reach every store and is kept on the console's disk until it does. {string.Join(' ', state.StoreFaults.Values)}", ct, "wal:");
        }
    }

    /// <summary>Why nothing comes, in a sentence with its cure; null while all is well.</summary>
    public static string? SilenceOf(WalStreamState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ServerFault ?? state.ReceiverFault ?? state.ShippingFault ?? (state.SlotSafeBytes is < LittleBytes and { } left && state.SlotLagBytes > 0
            ? $"The server will throw log away that was not received yet after another {Sizes.Say(left)}: raise max_slot_wal_keep_size, or see why reception is slow."
            : null);
    }

    private async Task<string?> SilenceAsync(BackupPolicy policy, WalStreamState? state, CancellationToken ct)
    {
        var settings = (PostgresPhysicalSettings)policy.SettingsOf();
        var limit = TimeSpan.FromMinutes(policy.RpoMinutes ?? 0) is { Ticks: > 0 } objective ? objective : TimeSpan.FromSeconds(3 * settings.PartialSeconds);
        var since = (await _rows.LatestAsync(policy.Id, systemIdentifier: null, ct))?.ShippedAt ?? policy.CreatedAt;
        var silence = clock.GetUtcNow() - since;
        return silence <= limit
            ? null
            : $"{policy.Name}: no write-ahead log was shipped for {silence.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture)} minutes (limit {limit.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture)}). "
                + (state is null ? "No node of the console receives it." : SilenceOf(state) ?? "The stream runs, and nothing arrives in a store.");
    }

    // Each store is judged by itself: what one of them lacks, nobody recovers from it, however whole the others are. Where all lack it, it is lost.
    private async Task TellGapsAsync(BackupPolicy policy, string? loss, CancellationToken ct)
    {
        var gaps = await GapsAsync(policy, ct);
        var isLost = loss is not null || (gaps.Count > 0 && gaps.Count == policy.StoreIds.Length);
        await TellAsync(AlarmKind.WalGap, policy, loss ?? (isLost ? $"{policy.Name}: {string.Join(' ', gaps.Values)} Take a new base backup now." : null), ct);
        var known = (await alarms.OpenSubjectsAsync(AlarmKind.WalGap, ct)).Where(subject => WalCovered.StoreOf(subject, policy.Id) is not null).ToHashSet(StringComparer.Ordinal);
        foreach (var (store, text) in isLost ? [] : gaps)
        {
            _ = known.Remove(WalCovered.Subject(policy.Id, store));
            _ = await alarms.RaiseAsync(AlarmKind.WalGap, WalCovered.Subject(policy.Id, store), $"{policy.Name}: {text} Other stores have it, and recover. Take a new base backup now, so that this store recovers too.", ct);
        }

        foreach (var past in known)
        {
            _ = await alarms.ClearAsync(AlarmKind.WalGap, past, ct);
        }
    }

    // From the newest base backup of a store the end of its log must be reachable. An older gap stops only what lies before that backup.
    private async Task<Dictionary<Guid, string>> GapsAsync(BackupPolicy policy, CancellationToken ct)
    {
        var gaps = new Dictionary<Guid, string>();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var newest = await db.Backups.Where(backup => backup.PolicyId == policy.Id && backup.RemovedAt == null).OrderByDescending(backup => backup.ConsistentAt).Select(backup => backup.Manifest).FirstOrDefaultAsync(ct);
        if (WalOf(newest) is not ({ } wal, _))
        {
            return gaps;
        }

        var records = await _rows.RecordsAsync(policy.Id, policy.Source, wal.SegmentBytes, ct);
        foreach (var store in await db.Stores.Where(store => policy.StoreIds.Contains(store.Id)).Select(store => new { store.Id, store.Name }).ToListAsync(ct))
        {
            var own = await db.Backups.Where(backup => backup.PolicyId == policy.Id && backup.RemovedAt == null && backup.Copies.Any(copy => copy.StoreId == store.Id && copy.State == CopyState.Present))
                .OrderByDescending(backup => backup.ConsistentAt).Select(backup => backup.Manifest).FirstOrDefaultAsync(ct);
            if (WalOf(own ?? newest) is ({ }, { } point)
                && WalContinuity.Examine([.. records[store.Id]], [point]).Gaps.LastOrDefault(gap => gap.SystemIdentifier == point.SystemIdentifier && gap.Timeline == point.Timeline && gap.To > point.StartLsn) is { } gap)
            {
                gaps.Add(store.Id, $"{store.Name} lacks write-ahead log from segment {gap.FirstMissing} to {gap.LastMissing}: nothing recovers across it.");
            }
        }

        return gaps;
    }

    private static (WalFacts? Wal, BasePoint? Point) WalOf(string? manifest) =>
        manifest is not null && JsonSerializer.Deserialize<Manifest>(manifest, CanonicalJson.Options) is { } read ? (read.Facts.Wal, BasePoint.Of(read)) : default;

    private Task<bool> TellAsync(AlarmKind kind, BackupPolicy policy, string? text, CancellationToken ct, string prefix = "") => text is null
        ? alarms.ClearAsync(kind, prefix + policy.Id, ct)
        : alarms.RaiseAsync(kind, prefix + policy.Id, text, ct);
}
