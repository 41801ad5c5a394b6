using System.CommandLine;
using System.Text.Json;
using DrConsole.Backups.Catalogue;
using DrConsole.Cli.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup catalog rebuild</c>: makes the console's rows of backups again from what lies in its stores.</summary>
internal static class CatalogRebuildCommand
{
    public static Command Create()
    {
        var store = new Option<string?>("--store") { Description = "Only the store of that name; without it all that are not retired." };
        var json = new Option<bool>("--json") { Description = "Print the report as one JSON object." };
        var command = new Command("rebuild", "Make the console's catalogue again from its stores. Needs the console's database; safe to repeat.") { store, json };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            await using var core = new CoreServices();
            var storeId = parsed.GetValue(store) is { } name ? await FindAsync(core, name, ct) : (Guid?)null;
            var report = await core.Get<CatalogueRebuild>().RunAsync(core.Operator, storeId, ct);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(report, CanonicalJson.Options));
                return report.Remarks.Count == 0 ? BackupExit.Done : BackupExit.Failed;
            }

            foreach (var remark in report.Remarks)
            {
                Console.Error.WriteLine(Terminal.Plain(remark));
            }

            Console.Out.WriteLine($"{report.Present} copies are there, {report.Added} backups were unknown, {report.Missing} copies are gone, {report.Remarks.Count} folders or records were not taken over.");
            if (report is not { LogAdded: 0, LogMissing: 0 })
            {
                Console.Out.WriteLine($"Write-ahead log: {report.LogAdded} pieces were unknown, {report.LogMissing} are gone.");
            }

            return report.Remarks.Count == 0 ? BackupExit.Done : BackupExit.Failed;
        }));
        return command;
    }

    private static async Task<Guid> FindAsync(CoreServices core, string name, CancellationToken ct)
    {
        await using var db = await core.Get<IDbContextFactory<DrConsole.Database.DrDbContext>>().CreateDbContextAsync(ct);
        return await db.Stores.Where(store => store.Name == name).Select(store => (Guid?)store.Id).SingleOrDefaultAsync(ct) ?? throw new RefusedException("store_unknown", $"There is no store “{name}”.");
    }
}
