using DrConsole.Backups.Format;
using System.Collections.Concurrent;
using System.Text;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>A logical backup under way: a snapshot per database, held until the last dump has ended.</summary>
internal sealed class PostgresLogicalSession(
    PostgresSettings settings, PostgresLink link, PostgresTools tools, PostgresServerFacts server, IReadOnlyList<PostgresSnapshot> snapshots, SourceContext context) : ISourceSession
{
    private const string LockLimitMilliseconds = "60000";

    /// <summary>An archive of an empty database has about 1,000 bytes; its header and list alone have more than these.</summary>
    private const long LeastArchiveBytes = 200;

    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly Dictionary<string, PostgresContent> _contents = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public DateTimeOffset ConsistentAt { get; } = snapshots.Min(snapshot => snapshot.At);

    /// <inheritdoc/>
    public IReadOnlyList<SourceOutput> Streams =>
    [
        .. settings.Globals ? [Globals()] : Array.Empty<SourceOutput>(),
        .. snapshots.Select(snapshot => new SourceOutput(
            StreamNames.Of(snapshot.Database) + ".pgdump", StreamFormat.PostgresArchive, $"pg_dump {tools.Version}", LeastArchiveBytes, ct => DumpAsync(snapshot, ct)) { Database = snapshot.Database }),
    ];

    // A dump without rows restores empty tables: those can be counted.
    private FingerprintDepth Depth => settings.SchemaOnly ? FingerprintDepth.Counts : settings.Fingerprints;

    /// <inheritdoc/>
    public async Task<SourceFacts> FinishAsync(CancellationToken ct)
    {
        var databases = new List<DatabaseFacts>();
        foreach (var snapshot in snapshots)
        {
            var facts = await PostgresCatalog.FactsAsync(snapshot.Connection, snapshot.Database, ct);
            databases.Add(_contents.TryGetValue(snapshot.Database, out var content) ? facts with { Fingerprints = Depth, Tables = await content.FinishAsync(_warnings, ct) } : facts);
        }

        return new()
        {
            ServerVersion = $"PostgreSQL {server.Version}",
            ServerIdentity = server.SystemIdentifier,
            Endpoint = link.Endpoint,
            Databases = databases,
            Remarks = [.. PostgresFaults.OfServer(server.Major, server.Minor), .. _warnings],
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var content in _contents.Values)
        {
            await content.DisposeAsync();
        }

        foreach (var snapshot in snapshots)
        {
            await snapshot.DisposeAsync();
        }
    }

    private SourceOutput Globals() => new("globals.sql", StreamFormat.PostgresSql, $"pg_dumpall {tools.Version}", LeastBytes: 100, _ =>
        Task.FromResult<IProducer>(ChildProducer.Start(
            Command("pg_dumpall", "postgres", ["--globals-only", .. settings.RolePasswords ? Array.Empty<string>() : ["--no-role-passwords"], "--database", PostgresLink.Conninfo(snapshots[0].Database)]),
            output => Encoding.UTF8.GetString(output.Tail).Contains("PostgreSQL database cluster dump complete", StringComparison.Ordinal) ? null : "its last line is missing: the list of roles is cut off.",
            _warnings.Enqueue)));

    // Tables are held for the fingerprints first, then dumped: both read the same whatever others do meanwhile.
    private async Task<IProducer> DumpAsync(PostgresSnapshot snapshot, CancellationToken ct)
    {
        if (settings.Fingerprints != FingerprintDepth.None && !_contents.ContainsKey(snapshot.Database))
        {
            _contents[snapshot.Database] = await PostgresContent.BeginAsync(link, snapshot, settings.SchemaOnly ? FingerprintDepth.None : settings.Fingerprints, ct);
        }

        return ChildProducer.Start(
            Command("pg_dump", snapshot.Database, ["--format=custom", "--compress=0", $"--snapshot={snapshot.Id}", $"--lock-wait-timeout={LockLimitMilliseconds}", .. settings.SchemaOnly ? ["--schema-only"] : Array.Empty<string>()]),
            output => output.Head.StartsWith("PGDMP"u8) ? null : "what it wrote is no archive.",
            _warnings.Enqueue);
    }

    private ChildCommand Command(string program, string database, IReadOnlyList<string> arguments) => new(tools.Program(program), [.. arguments, .. link.ToolArguments(database)])
    {
        Environment = link.ToolEnvironment(context.Secrets),
        Serves = context.RunId,
        Redacted = link.Password is { } password ? [password] : [],
    };
}
