using System.CommandLine;
using System.Text.Json;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup run</c>: takes one backup.</summary>
internal static class BackupRunCommand
{
    public static Command Create()
    {
        var source = new Option<string>("--source") { Description = "What to back up: postgres://USER@HOST:PORT/DATABASE, mariadb://…, redis://…, files:///PATH, kubernetes://…, command:///PROGRAM?arg=…" };
        var password = new Option<string?>("--password-file") { Description = "A file of mode 0600 with the source's password." };
        var name = new Option<string>("--name") { Description = "Name of the source in the stores: lower-case letters, digits, hyphens." };
        var to = new Option<string[]>("--to") { Description = "A store: s3://BUCKET/PREFIX?endpoint=URL&region=REGION, or file:///DIRECTORY. May be repeated.", AllowMultipleArgumentsPerToken = true };
        var recipients = new Option<string[]>("--recipient") { Description = "An age recipient (age1…). May be repeated.", AllowMultipleArgumentsPerToken = true };
        var level = new Option<int>("--level") { DefaultValueFactory = _ => BackupRequest.UsualLevel, Description = "zstd level, 1 (fast) to 19 (small)." };
        var stall = new Option<int>("--stall-seconds") { DefaultValueFactory = _ => 120, Description = "A store that takes nothing for so long is left behind; a source that gives nothing fails the run." };
        var sweep = new Option<double>("--sweep-hours") { DefaultValueFactory = _ => 24, Description = "What runs of this name left unfinished and is older is removed first. 0 only where nobody else backs up under this name." };
        var key = new Option<string?>("--signing-key") { Description = "A file of mode 0600 with the private key (PEM) that signs; else your own, made on first use." };
        var credentials = StorePlaces.Credentials();
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON object." };
        var policy = new PolicyRun();
        var command = new Command("run", "Take one backup into one or more stores at once, or have the console carry out a policy now.")
        {
            source, password, name, to, recipients, level, stall, sweep, key, credentials, json, policy.Policy, policy.Wait, policy.TimeoutMinutes,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(policy.Policy) is null && (result.GetResult(source) is null || result.GetResult(name) is null || result.GetResult(to) is null || result.GetResult(recipients) is null))
            {
                result.AddError("Say what to back up with --source, --name, --to and --recipient, or name a policy of the console with --policy.");
            }
        });
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            if (parsed.GetValue(policy.Policy) is { } policyName)
            {
                return await policy.RunAsync(parsed, policyName, parsed.GetValue(json), ct);
            }

            var stores = parsed.GetRequiredValue(to).Select(address => StorePlaces.Open(address, parsed.GetValue(credentials))).ToList();
            try
            {
                using var signer = UserSigningKey.Open(parsed.GetValue(key));
                var time = TimeProvider.System;
                var progress = new TerminalProgress(time);
                var settings = SourceUrls.Parse(parsed.GetRequiredValue(source));
                var secrets = parsed.GetValue(password) is { } file ? new SourceSecrets(new SecretText(SecretFile.Read(file).Reveal().TrimEnd('\r', '\n'))) : SourceSecrets.None;
                var now = time.GetUtcNow();
                PrivateFolder.Sweep();
                var result = await new BackupEngine(time).RunAsync(
                    new()
                    {
                        BackupId = Guid.CreateVersion7(now), RunId = Guid.CreateVersion7(now), Source = parsed.GetRequiredValue(name), SourceKind = settings.Kind,
                        From = new SourceFactory(options: Allowing(settings)).Create(settings, secrets), Destinations = [.. stores.Select(store => new Destination(Guid.Empty, store.Address.Url, store))],
                        Recipients = parsed.GetRequiredValue(recipients), Signer = signer, Level = parsed.GetValue(level), StallLimit = TimeSpan.FromSeconds(parsed.GetValue(stall)),
                        AbandonedBefore = now - TimeSpan.FromHours(parsed.GetValue(sweep)), Progress = progress,
                    },
                    ct);
                progress.Clear();
                Print(result, signer.Fingerprint, parsed.GetValue(json));
                return result.IsDegraded ? BackupExit.Degraded : BackupExit.Done;
            }
            finally
            {
                await DisposeAsync(stores);
            }
        }));
        return command;
    }

    // Who types a program's path here may run it anyway; the list of allowed programs guards policies, which others write.
    private static ConsoleOptions Allowing(SourceSettings settings) => ConsoleOptions.FromEnvironment() with { AllowedCommands = settings is CommandSettings command ? [command.Program] : [] };

    private static void Print(BackupResult result, string signer, bool json)
    {
        var manifest = result.Manifest;
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new
                {
                    manifest.BackupId, result.Folder, manifest.Source, manifest.ConsistentAt, manifest.StartedAt, manifest.CompletedAt, manifest.PlainBytes, manifest.StoredBytes,
                    result.ManifestSha256, Signer = signer, result.IsDegraded, Remarks = manifest.Facts.Remarks,
                    Copies = result.Copies.Select(copy => new { Store = copy.Destination.Name, copy.IsComplete, copy.Fault }),
                },
                CanonicalJson.Options));
            return;
        }

        Console.Out.WriteLine($"Backup {manifest.BackupId} of {manifest.Source}, state of {Terminal.Utc(manifest.ConsistentAt)}.");
        Console.Out.WriteLine($"{Sizes.Say(manifest.PlainBytes)} read, {Sizes.Say(manifest.StoredBytes)} stored in {result.Folder}/, signed by {signer}.");
        foreach (var copy in result.Copies)
        {
            Console.Out.WriteLine(copy.IsComplete ? $"Complete: {copy.Destination.Name}" : $"MISSING:  {copy.Destination.Name}: {Terminal.Plain(copy.Fault)}");
        }
    }

    private static async Task DisposeAsync(IEnumerable<IBackupStore> stores)
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }
}
