using System.CommandLine;
using System.Text.Json;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Restoring;
using DrConsole.Cli.Database;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup restore-console</c>: brings a lost console back on an empty machine.</summary>
internal static class RestoreConsoleCommand
{
    public static Command Create()
    {
        var from = StorePlaces.From();
        var credentials = StorePlaces.Credentials();
        var name = new Option<string>("--name") { DefaultValueFactory = _ => OwnPolicy.Source, Description = "Name of the console's own backups in the store." };
        var backup = new Option<string>("--backup") { DefaultValueFactory = _ => BackupChoice.Latest, Description = "Its id, or 'latest': the newest complete one." };
        var identity = new Option<string>("--identity") { Required = true, Description = "A file of mode 0600 with the identity of the category console, or the escrow identity." };
        var trust = new Trust();
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON object." };
        var command = new Command("restore-console", "Bring a lost console back into an empty database (call it through ./drconsole).") { from, credentials, name, backup, identity, trust.Files, trust.Fingerprints, json };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            await using var store = StorePlaces.Open(parsed.GetRequiredValue(from), parsed.GetValue(credentials));
            var entries = await BackupListing.ReadAsync(store, await trust.ReadAsync(parsed, store, ct), parsed.GetRequiredValue(name), ct);
            var chosen = BackupChoice.Trusted(entries, parsed.GetRequiredValue(backup));
            var progress = new RestoreLines();
            var restore = new ConsoleRestore(new(new RestoreSinks(), new BackupReader(), TimeProvider.System), new BackupReader(), ConsoleOptions.FromEnvironment().MasterKeyFile);
            await using var core = new CoreServices();
            var result = await BackupExit.IntoAsync("The console's database", () => restore.IsTouched, async () =>
            {
                var restored = await restore.RunAsync(store, chosen, IdentityFile.Open(parsed.GetRequiredValue(identity)), Connection.Owner(), Connection.Application(), progress, ct);
                await ConsoleRestore.RecordAsync(core.Get<AuditedChanges>(), core.Get<IDbContextFactory<DrDbContext>>(), core.Operator, chosen, ct);
                return restored;
            });
            var (found, unread) = await RebuildAsync(core, ct);
            foreach (var remark in found.Remarks)
            {
                Console.Error.WriteLine(Terminal.Plain(remark));
            }

            Print(chosen, result, found, unread, parsed.GetValue(json));
            return BackupExit.Done;
        }));
        return command;
    }

    // What was backed up after the console's own backup lies in the stores and in no row. A store that cannot be read from here keeps the console from nothing else.
    private static async Task<(RebuildReport Found, IReadOnlyList<string> Unread)> RebuildAsync(CoreServices core, CancellationToken ct)
    {
        var (found, unread) = (RebuildReport.Nothing, new List<string>());
        await using var db = await core.Get<IDbContextFactory<DrDbContext>>().CreateDbContextAsync(ct);
        foreach (var known in await db.Stores.AsNoTracking().Where(known => known.RetiredAt == null).OrderBy(known => known.Name).Select(known => new { known.Id, known.Name }).ToListAsync(ct))
        {
            try
            {
                found = found.With(await core.Get<CatalogueRebuild>().RunAsync(core.Operator, known.Id, ct));
            }
            catch (Exception failure) when (failure is StoreException or RefusedException)
            {
                unread.Add(known.Name);
                Console.Error.WriteLine(Terminal.Plain($"The catalogue of “{known.Name}” is as old as the backup: {failure.Message}"));
            }
        }

        return (found, unread);
    }

    private static void Print(CataloguedBackup backup, RestoreResult result, RebuildReport found, IReadOnlyList<string> unread, bool json) => Console.Out.WriteLine(json
        ? JsonSerializer.Serialize(
            new { backup.Manifest!.BackupId, backup.Manifest.ConsistentAt, result.Seconds, result.Steps, result.Comparison.Compared, BackupsFoundAgain = found.Added, LogPiecesFoundAgain = found.LogAdded, NotTakenOver = found.Remarks, StoresNotRead = unread }, CanonicalJson.Options)
        : $"The console is back as it was at {Terminal.Utc(backup.Manifest!.ConsistentAt)}, from backup {backup.Manifest.BackupId}, in {result.Seconds:0.0} s: "
            + $"{RestoreEngine.Words(result.Comparison)} {found.Added} later backups and {found.LogAdded} pieces of write-ahead log were found again in its stores. Start it with './drconsole up'."
            + (unread.Count == 0 ? "" : $" Not read: {string.Join(", ", unread)}; when they answer, run './drconsole backup catalog rebuild'."));
}
