using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>What is known of the server when a backup begins.</summary>
/// <param name="Depth">None where this user may not hold the server still for the moment in which two snapshots open.</param>
internal sealed record MariaDbStart(string Version, string Identity, string Tool, DateTimeOffset At, FingerprintDepth Depth, bool ReadsUsers);

/// <summary>A backup of databases under way, one after the other.</summary>
internal sealed class MariaDbSession(MariaDbLink link, MariaDbConsole server, MariaDbStart start, IReadOnlyList<string> databases, SourceContext context) : ISourceSession
{
    /// <summary>The dump of an empty database has about 1,000 bytes.</summary>
    private const long LeastBytes = 400;

    private const string UsersFile = "users.sql";

    private readonly List<string> _remarks = [];
    private readonly Dictionary<string, MariaDbContent> _contents = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public DateTimeOffset ConsistentAt => start.At;

    /// <inheritdoc/>
    public IReadOnlyList<SourceOutput> Streams =>
    [
        .. start.ReadsUsers ? [new(UsersFile, StreamFormat.MariaDbSql, start.Tool, LeastBytes, _ => Task.FromResult<IProducer>(Dump(["--system=users", "--insert-ignore"])))] : Array.Empty<SourceOutput>(),
        .. databases.Select(database => new SourceOutput(StreamNames.Of(database) + ".sql", StreamFormat.MariaDbSql, start.Tool, LeastBytes, ct => DumpAsync(database, ct)) { Database = database }),
    ];

    /// <inheritdoc/>
    public async Task<SourceFacts> FinishAsync(CancellationToken ct)
    {
        var facts = new List<DatabaseFacts>();
        foreach (var database in databases)
        {
            var (characters, collation) = await MariaDbFacts.CharactersAsync(server, database, ct);
            var content = _contents.GetValueOrDefault(database);
            facts.Add(new(database)
            {
                Encoding = characters, Locale = collation, NamingItself = await NamingItselfAsync(database, ct), Fingerprints = content is null ? FingerprintDepth.None : start.Depth, Tables = content is null ? [] : await content.Reading.WaitAsync(ct),
            });
        }

        return new()
        {
            ServerVersion = start.Version,
            ServerIdentity = start.Identity,
            Endpoint = link.Endpoint,
            Databases = facts,
            Remarks = [.. start.ReadsUsers ? Array.Empty<string>() : ["Users and their grants are not in this backup: this user may not read them (GRANT SELECT ON mysql.*)."], .. _remarks],
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var content in _contents.Values)
        {
            await content.DisposeAsync();
        }

        await server.DisposeAsync();
    }

    // A session of its own: it is over when a view went between list and question, and a backup that is taken must not fail by that.
    private async Task<IReadOnlyList<string>?> NamingItselfAsync(string database, CancellationToken ct)
    {
        try
        {
            await using var session = await MariaDbConsole.OpenAsync(link, context.Secrets, context.RunId, ct);
            return await MariaDbOwnName.FindAsync(session, database, ct);
        }
        catch (RefusedException refusal)
        {
            _remarks.Add($"Database {database}: whether its definitions name it could not be read, so a restore under another name cannot warn of it: {refusal.Message}");
            return null;
        }
    }

    private async Task<IProducer> DumpAsync(string database, CancellationToken ct)
    {
        ChildProducer Start() => Dump(["--single-transaction", "--quick", "--routines", "--events", "--triggers", "--hex-blob", "--", database]);
        if (start.Depth == FingerprintDepth.None || _contents.ContainsKey(database))
        {
            return Start();
        }

        var session = await MariaDbConsole.OpenAsync(link, context.Secrets, context.RunId, ct);
        var unsafeTables = await MariaDbFacts.UnsafeTablesAsync(session, database, ct);
        await using var locker = await MariaDbConsole.OpenAsync(link, context.Secrets, context.RunId, ct);
        var dump = await SharedInstant.OpenAsync(locker, session, Start, ct);
        if (dump.IsShared)
        {
            _contents[database] = new(session, database, start.Depth, unsafeTables);
        }
        else
        {
            await session.DisposeAsync();
            _remarks.Add($"Database {database} was not fingerprinted: the server could not be held still for a moment (a long statement kept FLUSH TABLES WITH READ LOCK waiting).");
        }

        return dump.Producer;
    }

    private ChildProducer Dump(IReadOnlyList<string> arguments) => ChildProducer.Start(
        link.Command("mariadb-dump", context.Secrets, context.RunId, ["--default-character-set=utf8mb4", "--max-allowed-packet=1G", .. arguments]),
        output => Encoding.UTF8.GetString(output.Tail).Contains("-- Dump completed", StringComparison.Ordinal) ? null : "its last line (-- Dump completed) is missing: it is cut off.",
        _remarks.Add);
}
