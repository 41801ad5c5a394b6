using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Wal;
using DrConsole.Backups.Wal.Recovery;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup wal</c>: which instants of a PostgreSQL cluster can be recovered from a store, and where its log has gaps.</summary>
internal static class BackupWalCommand
{
    public static Command Create()
    {
        var from = StorePlaces.From();
        var credentials = StorePlaces.Credentials();
        var source = Name();
        var trust = new Trust();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("wal", "List what can be recovered of a cluster: windows of time, and gaps in its write-ahead log. Exit 1 when there is a gap or damage.") { from, credentials, source, trust.Files, trust.Fingerprints, json };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            await using var store = StorePlaces.Open(parsed.GetRequiredValue(from), parsed.GetValue(credentials));
            var trusted = await trust.ReadAsync(parsed, store, ct);
            var name = parsed.GetRequiredValue(source);
            var archive = await WalArchive.ReadAsync(store, name, trusted, ct);
            var bases = await BasesAsync(store, name, trusted, ct);
            var report = WalContinuity.Examine(archive.Records, [.. bases.Select(candidate => BasePoint.Of(candidate.Manifest)!)]);
            Print(report, archive, parsed.GetValue(json));
            return report.Gaps.Count > 0 || archive.Faults.Count > 0 || report.Unusable.Count > 0 ? BackupExit.Failed : BackupExit.Done;
        }));
        return command;
    }

    public static Option<string> Name() => new("--name") { Required = true, Description = "Name of the source." };

    /// <summary>Base backups of a source that are complete and signed by a trusted key.</summary>
    public static async Task<List<BaseBackup>> BasesAsync(IBackupStore store, string source, TrustedKeys trusted, CancellationToken ct)
    {
        var bases = new List<BaseBackup>();
        await foreach (var entry in new StoreCatalogue().ListAsync(store, trusted, source, ct))
        {
            if (entry is { State: CatalogueState.Complete, Signature: SignatureVerdict.Trusted, Manifest: { Facts.Wal: not null } manifest })
            {
                bases.Add(new(entry.Folder, manifest));
            }
        }

        return bases;
    }

    private static void Print(WalReport report, WalArchive archive, bool json)
    {
        var windows = report.Windows.Select(window => new { window.Base.BackupId, window.Base.SystemIdentifier, window.Timeline, window.From, window.Until, window.EndsAtGap }).ToList();
        var gaps = report.Gaps.Select(gap => new { gap.SystemIdentifier, gap.Timeline, gap.FirstMissing, gap.LastMissing, gap.After }).ToList();
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { windows, gaps, unusable = report.Unusable.Select(point => point.BackupId), faults = archive.Faults }, CanonicalJson.Options));
            return;
        }

        windows.ForEach(window => Console.Out.WriteLine($"{window.BackupId}  timeline {window.Timeline}  {Text(window.From)} to {Text(window.Until)}{(window.EndsAtGap ? "  ends at a gap" : "")}"));
        gaps.ForEach(gap => Console.Out.WriteLine($"GAP  timeline {gap.Timeline}  segments {gap.FirstMissing} to {gap.LastMissing} are missing"));
        report.Unusable.ToList().ForEach(point => Console.Out.WriteLine($"{point.BackupId}  cannot be recovered: log of its own time is missing"));
        archive.Faults.ToList().ForEach(fault => Console.Out.WriteLine($"FAULT  {Terminal.Plain(fault)}"));
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
