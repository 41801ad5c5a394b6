using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Wal.Recovery;
using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup recover</c>: a new PostgreSQL data directory as of an instant, from a store and an identity alone.</summary>
internal static class BackupRecoverCommand
{
    public static Command Create()
    {
        var from = StorePlaces.From();
        var credentials = StorePlaces.Credentials();
        var source = BackupWalCommand.Name();
        var identity = new Option<string>("--identity") { Required = true, Description = "A file of mode 0600 with the age identity." };
        var folder = new Option<string>("--to-cluster") { Required = true, Description = "The new data directory: missing or empty." };
        var until = new Option<string?>("--until") { Description = "An instant with its zone, e.g. 2026-11-26T10:15:00Z, by the old server's clock; without it the end of all that was shipped." };
        var timeline = new Option<int?>("--timeline") { Description = "A timeline; without it the highest on which the instant can be recovered." };
        var owner = new Option<string>("--owner") { DefaultValueFactory = _ => "postgres", Description = "System user who will own the cluster, when this is run as root." };
        var trust = new Trust();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("recover", "Recover a PostgreSQL cluster to an instant, into a new data directory on this machine. The server is left stopped.")
        {
            from, credentials, source, identity, folder, until, timeline, owner, trust.Files, trust.Fingerprints, json,
        };
        command.SetAction((parsed, ct) => BackupExit.RunAsync(parsed.GetValue(json), async () =>
        {
            await using var store = StorePlaces.Open(parsed.GetRequiredValue(from), parsed.GetValue(credentials));
            var trusted = await trust.ReadAsync(parsed, store, ct);
            var name = parsed.GetRequiredValue(source);
            var identities = IdentityFile.Open(parsed.GetRequiredValue(identity));
            var into = Path.GetFullPath(parsed.GetRequiredValue(folder));
            var isTouched = false;
            var result = await BackupExit.IntoAsync(into, () => isTouched, async () => await ClusterRestore.RunAsync(
                new()
                {
                    Store = store, Source = name, Bases = await BackupWalCommand.BasesAsync(store, name, trusted, ct), Trusted = trusted,
                    IdentitiesAsync = (_, _) => Task.FromResult(identities), Folder = parsed.GetRequiredValue(folder), Until = Instant(parsed.GetValue(until)),
                    Timeline = parsed.GetValue(timeline), Owner = parsed.GetRequiredValue(owner), Progress = parsed.GetValue(json) ? null : new Lines(),
                    BeforeChangeAsync = (_, _) => { isTouched = true; return Task.CompletedTask; },
                },
                TimeProvider.System, ct));
            Print(result, parsed.GetValue(json));
            return BackupExit.Done;
        }));
        return command;
    }

    private static DateTimeOffset? Instant(string? text) => text is null ? null
        : text.AsSpan().ContainsAny('Z', '+') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant
        : throw new RefusedException("instant", $"{text} is no instant with its zone. Write it like 2026-11-26T10:15:00Z.");

    private static void Print(ClusterRestoreResult result, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new { result.BackupId, result.SystemIdentifier, result.Until, reachedLsn = result.ReachedLsn.ToString(), result.LastCommitAt, result.Timeline, result.Steps, result.Remarks }, CanonicalJson.Options));
            return;
        }

        foreach (var step in result.Steps)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step.Seconds,8:0.0} s  {step.Name}: {step.Result}"));
        }

        result.Remarks.ToList().ForEach(remark => Console.Out.WriteLine(Terminal.Plain(remark)));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Recovered to {result.ReachedLsn}{(result.LastCommitAt is { } last ? $", last commit {last.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff} UTC" : "")}. The server is stopped and begins timeline {result.Timeline}."));
    }

    private sealed class Lines : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
