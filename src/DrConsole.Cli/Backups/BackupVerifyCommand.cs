using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup verify</c>: examines one backup in one store.</summary>
internal static class BackupVerifyCommand
{
    public static Command Create()
    {
        var from = StorePlaces.From();
        var credentials = StorePlaces.Credentials();
        var backup = new Option<string>("--backup") { Required = true, Description = "Its id, or 'latest': the newest complete one." };
        var source = new Option<string?>("--name") { Description = "Only backups of this source." };
        var identity = new Option<string?>("--identity") { Description = "A file of mode 0600 with the age identity that opens it." };
        var level = new Option<string>("--level") { DefaultValueFactory = _ => "read-back", Description = "exists: objects and signature; read-back: every byte is read, hashed, decrypted and decompressed." };
        level.AcceptOnlyFromAmong("exists", "read-back");
        var trust = new Trust();
        var json = new Option<bool>("--json") { Description = "Print the verdict as one JSON object." };
        var command = new Command("verify", "Examine a backup. Exit 1 when it is not what it should be, or when nobody who is trusted signed it.") { from, credentials, backup, source, identity, level, trust.Files, trust.Fingerprints, json };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            await using var store = StorePlaces.Open(parsed.GetRequiredValue(from), parsed.GetValue(credentials));
            var entry = BackupChoice.Of(await BackupListing.ReadAsync(store, await trust.ReadAsync(parsed, store, ct), parsed.GetValue(source), ct), parsed.GetRequiredValue(backup));
            var begun = Stopwatch.GetTimestamp();
            var faults = FaultsOf(entry);
            var readBack = parsed.GetValue(level) == "read-back";
            if (readBack && entry.State == CatalogueState.Complete)
            {
                var file = parsed.GetValue(identity) ?? throw new RefusedException("identity_missing", "Reading back wants --identity FILE; --level exists does not.");
                faults.AddRange(await ReadBackAsync(store, entry, IdentityFile.Open(file), ct));
            }

            Print(entry, readBack, faults, Stopwatch.GetElapsedTime(begun), parsed.GetValue(json));
            return faults.Count == 0 ? BackupExit.Done : BackupExit.Failed;
        }));
        return command;
    }

    private static List<string> FaultsOf(CataloguedBackup entry)
    {
        var faults = new List<string>();
        if (entry.State != CatalogueState.Complete)
        {
            faults.Add(entry.Fault ?? "It is not complete.");
        }

        if (entry.Signature == SignatureVerdict.UnknownKey)
        {
            faults.Add($"It is signed by the key {entry.KeyFingerprint}, which you have not said to trust (--trust FILE or --trust-fingerprint HEX).");
        }
        else if (entry.Signature == SignatureVerdict.Bad && entry.State != CatalogueState.Unfinished)
        {
            faults.Add("Its signature is missing, or is not over this manifest.");
        }

        return faults;
    }

    private static async Task<List<string>> ReadBackAsync(IBackupStore store, CataloguedBackup entry, IdentityFile identity, CancellationToken ct)
    {
        var faults = new List<string>();
        foreach (var stream in entry.Manifest!.Streams)
        {
            try
            {
                await using var plain = await new BackupReader().OpenAsync(store, entry.Folder, stream, identity, ct);
                await plain.CopyToAsync(Stream.Null, ct);
            }
            catch (StoreException failure) when (failure.Fault is StoreFault.Damaged or StoreFault.ObjectMissing)
            {
                faults.Add(failure.Message);
            }
        }

        return faults;
    }

    private static void Print(CataloguedBackup entry, bool readBack, List<string> faults, TimeSpan took, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new { Verdict = faults.Count == 0 ? "pass" : "fail", Level = readBack ? "readBack" : "exists", entry.Manifest?.BackupId, entry.Folder, entry.Signature, entry.KeyFingerprint, Seconds = took.TotalSeconds, Faults = faults },
                CanonicalJson.Options));
            return;
        }

        Console.Out.WriteLine(faults.Count == 0
            ? $"PASS: {entry.Manifest!.BackupId}, state of {Terminal.Utc(entry.Manifest.ConsistentAt)}, {(readBack ? $"{Terminal.Bytes(entry.Manifest.PlainBytes)} read back" : "all objects are there")} in {took.TotalSeconds:0.0} s."
            : $"FAIL: {entry.Folder}");
        faults.ForEach(fault => Console.Out.WriteLine(Terminal.Plain(fault)));
    }
}
