using System.CommandLine;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup restore</c>: restores one backup into a server or a directory, after the target was shown and confirmed, and compares the content.</summary>
internal static class BackupRestoreCommand
{
    public static Command Create()
    {
        var from = StorePlaces.From();
        var credentials = StorePlaces.Credentials();
        var name = new Option<string?>("--name") { Description = "Only backups of this source." };
        var backup = new Option<string>("--backup") { Required = true, Description = "Its id, or 'latest': the newest complete one." };
        var identity = new Option<string>("--identity") { Required = true, Description = "A file of mode 0600 with an age identity that opens it." };
        var to = new Option<string>("--to") { Required = true, Description = "postgres://USER@HOST:PORT, mariadb://USER@HOST:PORT, or a directory (/PATH) that is empty or does not exist." };
        var database = new Option<string?>("--database") { Description = "Name of the restored database; else it has its own." };
        var only = new Option<string[]>("--only") { Description = "Only this database of the backup; may be repeated.", AllowMultipleArgumentsPerToken = true };
        var globals = new Option<bool>("--globals") { Description = "PostgreSQL: roles and tablespaces too. MariaDB: accounts and grants too. Those that are there stay as they are." };
        var overwrite = new Option<bool>("--overwrite") { Description = "PostgreSQL: replace a database that is not empty. It stays until the restored one has been compared." };
        var password = new Option<string?>("--password-file") { Description = "A file of mode 0600 with the target's password." };
        var confirm = new Option<string?>("--confirm") { Description = "The target as it is shown, e.g. HOST:PORT/DATABASE: without a terminal nothing is restored unless it is given." };
        var trust = new Trust();
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON object." };
        var command = new Command("restore", "Restore a backup. Exit 1 when it broke off or the content is not as it was: then the target must not be used. Exit 2 when nothing was changed.")
        {
            from, credentials, name, backup, identity, to, database, only, globals, overwrite, password, confirm, trust.Files, trust.Fingerprints, json,
        };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            var target = TargetUrls.Parse(parsed.GetRequiredValue(to), parsed.GetValue(database), parsed.GetValue(only) ?? [], parsed.GetValue(globals), parsed.GetValue(overwrite));
            await using var store = StorePlaces.Open(parsed.GetRequiredValue(from), parsed.GetValue(credentials));
            var entries = await BackupListing.ReadAsync(store, await trust.ReadAsync(parsed, store, ct), parsed.GetValue(name), ct);
            var chosen = BackupChoice.Trusted(entries, parsed.GetRequiredValue(backup));
            RestoreTargets.Ensure(chosen.Manifest!.SourceKind, chosen.Manifest.ConsistentAt, target);
            var engine = new RestoreEngine(new RestoreSinks(), new BackupReader(), TimeProvider.System);
            var isTouched = false;
            var request = new RestoreRequest
            {
                Store = store,
                Folder = chosen.Folder,
                Manifest = chosen.Manifest,
                Needs = [.. chosen.Manifest.DependsOn.Select(id => BackupChoice.Trusted(entries, id.ToString())).Select(needed => (needed.Folder, needed.Manifest!))],
                Identities = IdentityFile.Open(parsed.GetRequiredValue(identity)),
                Target = target,
                Password = parsed.GetValue(password) is { } file ? new SecretText(SecretFile.Read(file).Reveal().TrimEnd('\r', '\n')) : null,
                BeforeChangeAsync = (check, _) =>
                {
                    Confirm(chosen, target, check, parsed.GetValue(confirm));
                    isTouched = true;
                    return Task.CompletedTask;
                },
                Progress = new RestoreLines(),
            };
            var result = await BackupExit.IntoAsync(target.Identity, () => isTouched, () => engine.RunAsync(request, ct));
            Print(chosen.Manifest, target, result, parsed.GetValue(json));
            return result.Comparison.Differences.Count == 0 ? BackupExit.Done : BackupExit.Failed;
        }));
        return command;
    }

    // The wrong server is the commonest way to make a disaster worse: whoever restores names the target once more.
    private static void Confirm(CataloguedBackup backup, RestoreTarget target, TargetCheck check, string? confirmed)
    {
        Console.Error.WriteLine(Terminal.Plain($"Backup {backup.Manifest!.BackupId} of {backup.Manifest.Source}, state of {Terminal.Utc(backup.Manifest.ConsistentAt)}, goes to: {check.Identity}"));
        if (confirmed is null && !Console.IsInputRedirected)
        {
            Console.Error.Write($"Type {target.Identity} to go on: ");
            confirmed = Console.In.ReadLine()?.Trim();
        }

        if (confirmed != target.Identity)
        {
            throw new RefusedException("not_confirmed", $"Nothing was restored: the target is {target.Identity}, and {(string.IsNullOrEmpty(confirmed) ? "nobody confirmed it (--confirm)" : $"confirmed was {confirmed}")}.");
        }
    }

    private static void Print(Manifest manifest, RestoreTarget target, RestoreResult result, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new { manifest.BackupId, manifest.ConsistentAt, Target = target.Identity, result.Target.Identity, result.Seconds, result.Steps, result.Comparison.Compared, result.Comparison.IsEqual, result.Comparison.Differences, result.Comparison.NotComparable },
                CanonicalJson.Options));
            return;
        }

        Console.Out.WriteLine(Terminal.Plain($"{target.Identity} holds the state of {Terminal.Utc(manifest.ConsistentAt)}, restored in {result.Seconds:0.0} s. {RestoreEngine.Words(result.Comparison)}"));
        foreach (var difference in result.Comparison.Differences)
        {
            Console.Out.WriteLine(Terminal.Plain(difference));
        }
    }
}
