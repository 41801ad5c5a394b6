using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Tools;

/// <summary>A MongoDB server by <c>mongodump --archive</c>. The password stands in a configuration file of mode 0600 (<c>--config</c>, mongo-tools from 100.3).</summary>
internal sealed class MongoSource(MongoSettings settings, SecretText? password, TimeProvider clock, string program = "mongodump") : IBackupSource
{
    /// <summary>Magic number, header and terminator of an archive without collections.</summary>
    private const long LeastBytes = 40;

    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        if (settings is { Oplog: true, Database: not null })
        {
            throw new RefusedException("mongodb_oplog", "The oplog belongs to the whole server: with it, no single database can be chosen. Leave one of the two out.");
        }

        return new(null, await ToolVersions.AskAsync(program, ["--version"], ct), null,
            settings.Oplog ? [] : ["Without the oplog the collections are read one after the other: the backup holds no single instant. On a replica set, switch the oplog on."]);
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var tool = await ToolVersions.AskAsync(program, ["--version"], ct);
        return new SimpleSession(
            clock.GetUtcNow(),
            [new("mongodb.archive", StreamFormat.MongoArchive, tool, LeastBytes, _ => Task.FromResult<IProducer>(ChildProducer.Start(Command(context), Fault))) { Database = settings.Database }],
            _ => Task.FromResult(new SourceFacts { Endpoint = Endpoint }));
    }

    private string Endpoint => string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}");

    private static string? Fault(WatchedStream output) => output.Tail.EndsWith<byte>([0xFF, 0xFF, 0xFF, 0xFF]) ? null : "the end mark of the archive is missing: it is cut off.";

    private ChildCommand Command(SourceContext context)
    {
        string[] login = settings.User is null ? [] : ["--username", settings.User, "--authenticationDatabase", "admin"];
        if (password is not null)
        {
            // YAML in single quotes: only the quote itself is special.
            login = [.. login, $"--config={context.Secrets.Write("mongo.yaml", $"password: '{password.Reveal().Replace("'", "''", StringComparison.Ordinal)}'\n")}"];
        }

        return new(program,
        [
            "--archive", "--quiet", "--host", settings.Host, "--port", settings.Port.ToString(CultureInfo.InvariantCulture), .. login,
            .. settings.Database is null ? Array.Empty<string>() : ["--db", settings.Database], .. settings.Oplog ? ["--oplog"] : Array.Empty<string>(),
        ])
        {
            Serves = context.RunId, Redacted = password is null ? [] : [password],
        };
    }
}
