using System.Globalization;
using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.MariaDb;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring.MariaDb;

/// <summary>
/// Restores dumps of <c>mariadb-dump</c> into databases that are missing or empty. MariaDB cannot rename a database, so a table marks one as unfinished until
/// its content has been compared.
/// </summary>
internal sealed class MariaDbSink(MariaDbTarget target, MariaDbLink link, Func<ChildCommand, ChildCommand> contain) : IRestoreSink
{
    /// <summary>Stands in a database whose restore has not ended well.</summary>
    public const string Marker = "restore_unfinished_do_not_use";

    private const int MostNamed = 10;

    private readonly PrivateFolder _secrets = PrivateFolder.Create();
    private readonly List<Wish> _wishes = [];
    private string? _accounts;

    /// <inheritdoc/>
    public async Task<TargetCheck> CheckAsync(Manifest manifest, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var dumps = manifest.Streams.Where(stream => stream is { Format: StreamFormat.MariaDbSql, Database: not null }).ToList();
        if (dumps.Count == 0 || (target.Database is not null && dumps.Count > 1))
        {
            throw new RefusedException(
                "database_ambiguous", dumps.Count == 0 ? "The backup holds no dump of a MariaDB database." : $"The backup holds {dumps.Count} databases, and one name was given. Restore them under their own names.");
        }

        await using var server = await MariaDbConsole.OpenAsync(link, _secrets, null, ct);
        var (version, identity) = await MariaDbFacts.ServerAsync(server, ct);
        _wishes.Clear();
        foreach (var dump in dumps)
        {
            var facts = manifest.Facts.Databases.FirstOrDefault(found => found.Name == dump.Database) ?? new(dump.Database!);
            _wishes.Add(await LookAsync(server, new(dump, facts, target.Database ?? dump.Database!, IsThere: false, IsLeftover: false), ct));
        }

        _wishes.ForEach(EnsureNameFits);
        await EnsureAccountsAsync(server, manifest, ct);
        return new(
            $"{version}, {identity}, {link.Endpoint}, {(dumps.Count == 1 ? "database" : "databases")} {string.Join(", ", _wishes.Select(wish => wish.Name))}",
            [.. RemarksOf(manifest, isSameServer: identity == manifest.Facts.ServerIdentity)]);
    }

    /// <inheritdoc/>
    public bool Wants(ManifestEntry stream) => _wishes.Exists(wish => wish.Stream.Name == stream.Name) || (target.Accounts && IsAccounts(stream));

    /// <inheritdoc/>
    public async Task RestoreAsync(ManifestEntry stream, Stream plain, CancellationToken ct)
    {
        if (IsAccounts(stream))
        {
            using var reader = new StreamReader(plain, Encoding.UTF8);
            _accounts = await reader.ReadToEndAsync(ct); // a grant on a table needs the table
            return;
        }

        var wish = _wishes.Single(found => found.Stream.Name == stream.Name);
        await using (var server = await MariaDbConsole.OpenAsync(link, _secrets, null, ct))
        {
            await PrepareAsync(server, wish, ct);
        }

        await using var renamed = wish.IsRenamed ? new TriggerHeads(plain, wish.Facts.Name) : null;
        var dump = renamed ?? plain;
        try
        {
            await ContainedChild.FeedAsync(link.Command("mariadb", _secrets, null, ["--default-character-set=utf8mb4", "--max-allowed-packet=1G", "--binary-mode", "--database=" + wish.Name]), contain, dump, ct);
        }
        catch (RefusedException failure)
        {
            throw new RefusedException(failure.Code, $"{failure.Message} Database {wish.Name} at {link.Endpoint} is unusable, and its table {Marker} says so.");
        }
    }

    /// <inheritdoc/>
    public async Task<RestoreComparison> CompareAsync(Manifest manifest, CancellationToken ct)
    {
        await using var server = await MariaDbConsole.OpenAsync(link, _secrets, null, ct);
        var (compared, differences, without) = (0, new List<string>(), new List<string>());
        foreach (var wish in _wishes)
        {
            if (wish.Facts.Fingerprints == FingerprintDepth.None)
            {
                without.Add(wish.Facts.Name);
                continue;
            }

            var found = await MariaDbFingerprints.ReadAsync(server, wish.Name, wish.Facts.Fingerprints, [], ct);
            var (count, different) = ContentComparison.Compare(wish.Facts, [.. found.Where(table => table.Table != MariaDbLink.Quoted(Marker))]);
            compared += count;
            differences.AddRange(different);
        }

        if (differences.Count == 0 && _accounts is { } accounts)
        {
            await RestoreAccountsAsync(server, accounts, ct);
        }

        foreach (var wish in differences.Count == 0 ? _wishes : [])
        {
            await server.AskAsync($"DROP TABLE {MariaDbLink.Quoted(wish.Name)}.{Marker}", ct);
        }

        return new(compared, differences, without.Count == 0 ? null : $"No fingerprints were taken of {string.Join(", ", without)} when it was backed up.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _secrets.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsAccounts(ManifestEntry stream) => stream is { Format: StreamFormat.MariaDbSql, Database: null };

    private void EnsureNameFits(Wish wish)
    {
        if (wish is { IsRenamed: true, Facts.NamingItself: { Count: > 0 } naming })
        {
            throw new RefusedException(
                "database_names_itself",
                $"Database {wish.Facts.Name} cannot be restored as {wish.Name}: {string.Join(", ", naming.Take(MostNamed))}{(naming.Count > MostNamed ? $" and {naming.Count - MostNamed} more" : "")} name {wish.Facts.Name} in their definition, and in the copy they would go on "
                + "reading and writing the first database. Nothing was changed. Restore it under its own name on another server; or restore to a directory and change the definitions in the dump yourself.");
        }
    }

    private async Task EnsureAccountsAsync(MariaDbConsole server, Manifest manifest, CancellationToken ct)
    {
        if (!target.Accounts)
        {
            return;
        }

        if (!manifest.Streams.Any(IsAccounts))
        {
            throw new RefusedException("accounts_not_in_backup", "The backup holds no accounts and grants: the user that took it might not read them. Restore without them.");
        }

        if (_wishes.Find(wish => wish.IsRenamed) is { } renamed)
        {
            throw new RefusedException("accounts_need_own_names", $"Grants name {renamed.Facts.Name}, and it is restored as {renamed.Name}. Restore under its own name, or without accounts.");
        }

        if (!MariaDbFacts.Holds([.. (await server.AskAsync("SHOW GRANTS", ct)).Select(row => row[0])], "CREATE USER", null))
        {
            throw new RefusedException("accounts_not_allowed", $"The user {link.User} may not make accounts at {link.Endpoint}. Restore as an administrator, or without accounts.");
        }
    }

    private IEnumerable<string> RemarksOf(Manifest manifest, bool isSameServer)
    {
        if (isSameServer)
        {
            yield return "The target is the very server that this backup was taken from.";
        }

        if (manifest.Streams.FirstOrDefault(IsAccounts) is { } saved)
        {
            yield return target.Accounts
                ? "Accounts that the server lacks are made, with their passwords and grants; those that it has stay as they are."
                : $"Accounts and grants are saved in {saved.Name} and are not restored. To have them, ask for accounts and grants too (on the command line: --globals), or restore to a directory and give {saved.Name} to the mariadb program.";
        }

        if (_wishes.Find(wish => wish is { IsRenamed: true, Facts.NamingItself: null }) is { } unknown)
        {
            yield return $"It is not known whether definitions in {unknown.Facts.Name} name it: what does would go on reading and writing that database and not {unknown.Name}.";
        }
    }

    private async Task RestoreAccountsAsync(MariaDbConsole server, string saved, CancellationToken ct)
    {
        var missing = (await MariaDbAccounts.ForAsync(server, ct)).Missing(saved);
        await using var statements = new MemoryStream(Encoding.UTF8.GetBytes(missing));
        await ContainedChild.FeedAsync(link.Command("mariadb", _secrets, null, ["--default-character-set=utf8mb4"]), contain, statements, ct);
    }

    private async Task<Wish> LookAsync(MariaDbConsole server, Wish wish, CancellationToken ct)
    {
        var name = MariaDbLink.Literal(wish.Name);
        if (await server.ValueAsync($"SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = {name}", ct) is "0")
        {
            return wish;
        }

        // A database that a restore made and did not finish is in nobody's way; one that somebody prepared is not dropped.
        if (await server.ValueAsync($"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = {name} AND table_name = '{Marker}' AND table_comment = 'made by the restore'", ct) is not "0")
        {
            return wish with { IsThere = true, IsLeftover = true };
        }

        var things = await server.ValueAsync(
            $"SELECT (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = {name}) + (SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = {name}) + (SELECT COUNT(*) FROM information_schema.events WHERE event_schema = {name})", ct);
        return things is "0"
            ? wish with { IsThere = true }
            : throw new RefusedException("target_not_empty", $"Database {wish.Name} at {link.Endpoint} is not empty (tables, routines and events: {things}). Nothing was changed. Restore under another name, or empty it yourself.");
    }

    private static async Task PrepareAsync(MariaDbConsole server, Wish wish, CancellationToken ct)
    {
        var name = MariaDbLink.Quoted(wish.Name);
        if (wish.IsLeftover)
        {
            await server.AskAsync($"DROP DATABASE {name}", ct);
        }

        var isMade = wish.IsLeftover || !wish.IsThere;
        if (isMade)
        {
            var characters = wish.Facts is { Encoding: { } set, Locale: { } collation } && Plain(set) && Plain(collation) ? $" CHARACTER SET {set} COLLATE {collation}" : "";
            await server.AskAsync($"CREATE DATABASE {name}{characters}", ct);
        }

        await server.AskAsync(string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE {name}.{Marker} (note INT) ENGINE=InnoDB COMMENT='{(isMade ? "made by the restore" : "a restore into this database is unfinished")}'"), ct);
    }

    private static bool Plain(string word) => word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private sealed record Wish(ManifestEntry Stream, DatabaseFacts Facts, string Name, bool IsThere, bool IsLeftover)
    {
        public bool IsRenamed => Name != Facts.Name;
    }
}
