using System.CommandLine;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup catalog</c>: every manifest of a store, one JSON object a line, for programs.</summary>
internal static class BackupCatalogCommand
{
    public static Command Create()
    {
        var from = StorePlaces.From();
        var credentials = StorePlaces.Credentials();
        var source = new Option<string?>("--name") { Description = "Only backups of this source." };
        var trust = new Trust();
        var json = new Option<bool>("--json") { Description = "Print one JSON object per folder: what was found, and its manifest. Without it, only figures." };
        var command = new Command("catalog", "Read the whole catalogue of a store from its manifests.") { from, credentials, source, trust.Files, trust.Fingerprints, json };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            await using var store = StorePlaces.Open(parsed.GetRequiredValue(from), parsed.GetValue(credentials));
            var trusted = await trust.ReadAsync(parsed, store, ct);
            var counts = new Dictionary<CatalogueState, int>();
            await foreach (var entry in new StoreCatalogue().ListAsync(store, trusted, parsed.GetValue(source), ct))
            {
                counts[entry.State] = counts.GetValueOrDefault(entry.State) + 1;
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(JsonSerializer.Serialize(new { entry.Folder, entry.State, entry.Signature, entry.KeyFingerprint, entry.ManifestSha256, entry.Fault, entry.Manifest }, CanonicalJson.Options));
                }
            }

            if (!parsed.GetValue(json))
            {
                Console.Out.WriteLine(string.Join(", ", Enum.GetValues<CatalogueState>().Select(state => $"{counts.GetValueOrDefault(state)} {state.ToString().ToLowerInvariant()}")));
            }

            return counts.ContainsKey(CatalogueState.Damaged) ? BackupExit.Failed : BackupExit.Done;
        }));
        return command;
    }
}
