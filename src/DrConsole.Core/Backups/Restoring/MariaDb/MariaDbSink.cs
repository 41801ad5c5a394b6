using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.MariaDb;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring.MariaDb;

/// <summary>
/// Restores dumps of <c>mariadb-dump</c> into databases that are missing or empty. MariaDB cannot rename a database, so a table marks one as unfinished until
/// its content has been compared.
/// </summary>
internal sealed class MariaDbSink(MariaDbTarget target, MariaDbLink link) : IRestoreSink
{
    /// <summary>Stands in a database whose restore has not ended well.</summary>
    public const string Marker = "restore_unfinished_do_not_use";

    private readonly PrivateFolder _secrets = PrivateFolder.Create();
    private readonly List<Wish> _wishes = [];

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

        return new(
            $"{version}, {identity}, {link.Endpoint}, {(dumps.Count == 1 ? "database" : "databases")} {string.Join(", ", _wishes.Select(wish => wish.Name))}",
            identity == manifest.Facts.ServerIdentity ? ["The target is the very server that this backup was taken from."] : []);
    }

    /// <inheritdoc/>
    public bool Wants(ManifestEntry stream) => _wishes.Exists(wish => wish.Stream.Name == stream.Name);

    /// <inheritdoc/>
    public async Task RestoreAsync(ManifestEntry stream, Stream plain, CancellationToken ct)
    {
        var wish = _wishes.Single(found => found.Stream.Name == stream.Name);
        await using (var server = await MariaDbConsole.OpenAsync(link, _secrets, null, ct))
        {
            await PrepareAsync(server, wish, ct);
        }

        try
        {
            await ContainedChild.FeedAsync(link.Command("mariadb", _secrets, null, ["--default-character-set=utf8mb4", "--max-allowed-packet=1G", "--binary-mode", "--database=" + wish.Name]), plain, ct);
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
            : throw new RefusedException("target_not_empty", $"Database {wish.Name} at {link.Endpoint} is not empty ({things} objects). Nothing was changed. Restore under another name, or empty it yourself.");
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

    private sealed record Wish(ManifestEntry Stream, DatabaseFacts Facts, string Name, bool IsThere, bool IsLeftover);
}
