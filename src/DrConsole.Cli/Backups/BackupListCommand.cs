using System.CommandLine;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup list</c>: what a store holds, newest last.</summary>
internal static class BackupListCommand
{
    public static Command Create()
    {
        var from = StorePlaces.From();
        var credentials = StorePlaces.Credentials();
        var source = new Option<string?>("--name") { Description = "Only backups of this source." };
        var trust = new Trust();
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new Command("list", "List the backups in a store. Exit 1 when something in it is damaged.") { from, credentials, source, trust.Files, trust.Fingerprints, json };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            await using var store = StorePlaces.Open(parsed.GetRequiredValue(from), parsed.GetValue(credentials));
            var entries = await BackupListing.ReadAsync(store, await trust.ReadAsync(parsed, store, ct), parsed.GetValue(source), ct);
            var listings = entries.ConvertAll(BackupListing.Of);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(listings, CanonicalJson.Options));
            }
            else
            {
                listings.ForEach(listing => Console.Out.WriteLine(listing.Row()));
            }

            return listings.Exists(listing => listing.State == CatalogueState.Damaged) ? BackupExit.Failed : BackupExit.Done;
        }));
        return command;
    }
}
