using System.CommandLine;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Verification;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup verify</c>: examines one backup in one store, up to a restore into a private server of this machine. No console and no database is asked.</summary>
internal static class BackupVerifyCommand
{
    private static readonly Dictionary<string, VerificationLevel> Levels = new(StringComparer.Ordinal)
    {
        ["exists"] = VerificationLevel.Exists, ["read-back"] = VerificationLevel.ReadBack, ["structure"] = VerificationLevel.Structure, ["restored"] = VerificationLevel.Restored, ["content"] = VerificationLevel.Content,
    };

    public static Command Create()
    {
        var from = StorePlaces.From();
        var credentials = StorePlaces.Credentials();
        var backup = new Option<string>("--backup") { Required = true, Description = "Its id, or 'latest': the newest complete one." };
        var source = new Option<string?>("--name") { Description = "Only backups of this source." };
        var identity = new Option<string?>("--identity") { Description = "A file of mode 0600 with the age identity that opens it." };
        var level = new Option<string>("--level")
        {
            DefaultValueFactory = _ => "read-back",
            Description = "exists: objects and signature; read-back: every byte is read, hashed, decrypted and decompressed; structure: and is what its format says; restored: and a private server of this machine takes it; content: and every table is as it was.",
        };
        level.AcceptOnlyFromAmong([.. Levels.Keys]);
        var scratch = new Option<string?>("--scratch") { Description = "Where the private server lives; else ~/.cache/drconsole/scratch. It needs one and a half times the plain size." };
        var trust = new Trust();
        var json = new Option<bool>("--json") { Description = "Print the verdict as one JSON object." };
        var command = new Command("verify", "Examine a backup. Exit 1 when it is not what it should be, or when nobody who is trusted signed it; exit 5 when this machine lacks what the level takes.")
        {
            from, credentials, backup, source, identity, level, scratch, trust.Files, trust.Fingerprints, json,
        };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            await using var store = StorePlaces.Open(parsed.GetRequiredValue(from), parsed.GetValue(credentials));
            var trusted = await trust.ReadAsync(parsed, store, ct);
            var entry = BackupChoice.Of(await BackupListing.ReadAsync(store, trusted, parsed.GetValue(source), ct), parsed.GetRequiredValue(backup));
            var wanted = Levels[parsed.GetValue(level)!];
            var scratchFolder = Path.GetFullPath(parsed.GetValue(scratch) ?? ScratchFolder);
            await VerificationEngine.SweepAsync(scratchFolder);
            var outcome = await Engine().RunAsync(
                new()
                {
                    RunId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Store = store, Folder = entry.Folder, Level = wanted, Trusted = trusted, ScratchFolder = scratchFolder,
                    Identities = wanted == VerificationLevel.Exists ? null : Identity(parsed.GetValue(identity)), Progress = new Stages(),
                },
                ct);
            Print(entry, wanted, outcome, parsed.GetValue(json));
            return outcome.Verdict switch { Verdict.Pass => BackupExit.Done, Verdict.Fail => BackupExit.Failed, _ => BackupExit.NotVerifiable };
        }));
        return command;
    }

    private static string ScratchFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "drconsole", "scratch");

    private static VerificationEngine Engine() =>
        new(new StoreCatalogue(), new BackupReader(), new RestoreEngine(new RestoreSinks(), new BackupReader(), TimeProvider.System), TimeProvider.System);

    private static IdentityFile Identity(string? file) =>
        IdentityFile.Open(file ?? throw new RefusedException("identity_missing", "Reading a backup back wants --identity FILE; --level exists does not."));

    private static void Print(CataloguedBackup entry, VerificationLevel level, VerificationOutcome outcome, bool json)
    {
        var seconds = outcome.Report.Steps.Sum(step => step.Seconds);
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new
                {
                    outcome.Verdict, Level = level, outcome.Reached, entry.Manifest?.BackupId, entry.Folder, entry.Signature, entry.KeyFingerprint, Seconds = seconds,
                    Faults = outcome.Fault is { } told ? (string[])[told] : [], outcome.Report,
                },
                CanonicalJson.Options));
            return;
        }

        var reached = Levels.FirstOrDefault(known => known.Value == outcome.Reached).Key ?? "nothing";
        Console.Out.WriteLine(Terminal.Plain(outcome.Verdict switch
        {
            Verdict.Pass => $"PASS: {entry.Manifest!.BackupId}, state of {Terminal.Utc(entry.Manifest.ConsistentAt)}, {Words(level, entry.Manifest, outcome.Report)} in {seconds:0.0} s.",
            Verdict.Fail => $"FAIL: {entry.Folder}, good up to: {reached}.",
            _ => $"NOT VERIFIABLE HERE: {entry.Folder}, good up to: {reached}.",
        }));
        foreach (var line in (string[])[.. outcome.Fault is { } fault ? (string[])[fault] : [], .. outcome.Report.Differences, .. outcome.Report.Remarks])
        {
            Console.Out.WriteLine(Terminal.Plain(line));
        }
    }

    private static string Words(VerificationLevel level, Manifest manifest, VerificationReport report) => level switch
    {
        VerificationLevel.Exists => "all objects are there",
        VerificationLevel.ReadBack => $"{Sizes.Say(manifest.PlainBytes)} read back",
        VerificationLevel.Structure => $"{Sizes.Say(manifest.PlainBytes)} read back, and every stream is what its format says",
        _ => $"{Sizes.Say(manifest.PlainBytes)} restored{(report.TablesCompared > 0 ? $", and {Counted.Say(report.TablesCompared, "compared part")} exactly as before" : "")}",
    };

    private sealed class Stages : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(Terminal.Plain(value));
    }
}
