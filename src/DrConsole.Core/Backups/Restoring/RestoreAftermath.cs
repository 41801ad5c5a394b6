using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Restoring.Postgres;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DrConsole.Backups.Restoring;

/// <summary>What a restore left whose process died, put right where that can be done, and in words where it cannot.</summary>
internal sealed class RestoreAftermath(SecretBox box, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20); // the change that ends the restore waits for it

    /// <summary>Looks at the target. Never fails.</summary>
    public async Task<Aftermath> SettleAsync(DrDbContext db, RestoreRun restore, CancellationToken ct)
    {
        var target = RestoreTargets.FromJson(restore.Target);
        var died = $"The console that worked on it ended without a word, last seen at the step “{restore.Stage}”.";
        var unusable = $"{died} {target.Identity} must not be used: what is in it is incomplete.";
        if (target is not PostgresTarget postgres)
        {
            return new($"{unusable} {(target is PostgresClusterTarget ? "The next recovery into it takes away what is left there." : "Empty it, then ask for the restore again.")}", null, IsAsBefore: false);
        }

        var working = $"A database there whose name begins with {PostgresTargetDatabase.WorkingPrefix} is the unfinished work of a restore; the next restore into the same name removes it. Ask for the restore again.";
        if (!postgres.Overwrite)
        {
            return new($"{unusable} {working}", null, IsAsBefore: false);
        }

        try
        {
            var found = await AskAsync(db, restore, postgres, ct);
            return found switch
            {
                { IsAsBefore: true } => new($"{died} {string.Join(' ', found.Said)} {working}", null, IsAsBefore: true),
                { IsOpen: true } => new($"{died} {string.Join(' ', found.Said)}", string.Join(' ', found.Said), IsAsBefore: false),
                _ => new($"{unusable} {string.Join(' ', found.Said)} {working}", null, IsAsBefore: false),
            };
        }
        catch (Exception failure) when (failure is RefusedException or NpgsqlException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            var cause = failure is RefusedException ? failure.Message : "The server did not answer in time, or broke off.";
            var cure = $"It could not be seen what is there: {cause} When a database is missing there and one with the same name behind {PostgresTargetDatabase.ReplacedPrefix} exists, that is the old one; "
                + $"bring it back by: {string.Join(' ', await NamesAsync(db, restore, postgres, ct) is { Count: > 0 } names ? names.Select(Back) : [Back("NAME")])}";
            return new($"{unusable} {cure}", $"{target.Identity}: {cure}", IsAsBefore: false);
        }
    }

    private static string Back(string name) => $"ALTER DATABASE {PostgresQuery.Quoted(PostgresTargetDatabase.ReplacedNameOf(name))} RENAME TO {PostgresQuery.Quoted(name)};";

    private async Task<LeftoverFindings> AskAsync(DrDbContext db, RestoreRun restore, PostgresTarget target, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var password = restore.SealedPassword is { } text ? box.Open(RestoreChanges.PurposeOf(restore.Id), text) : null;
        return await PostgresLeftovers.SettleAsync(new(target.Host, target.Port, target.User, target.SslMode, password), await NamesAsync(db, restore, target, ct), either.Token);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(DrDbContext db, RestoreRun restore, PostgresTarget target, CancellationToken ct)
    {
        var manifest = await db.Backups.Where(backup => backup.Id == restore.BackupId).Select(backup => backup.Manifest).SingleAsync(ct);
        try
        {
            return [.. PostgresWish.Of(target, JsonSerializer.Deserialize<Manifest>(manifest, CanonicalJson.Options)!).Select(wish => wish.Name)];
        }
        catch (Exception unreadable) when (unreadable is RefusedException or JsonException)
        {
            return target.Database is { } one ? [one] : [];
        }
    }
}

/// <summary>How things stand after a restore that died.</summary>
/// <param name="Fault">For the restore: what is where, and what to do.</param>
/// <param name="Alarm">For an alarm that stands until the next restore into the same target has succeeded; null where nobody has to do anything.</param>
/// <param name="IsAsBefore">The target is what it was before the restore.</param>
internal sealed record Aftermath(string Fault, string? Alarm, bool IsAsBefore);
