using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;

namespace DrConsole.Verification.Scratch;

/// <summary>What a backup is restored into for a test: a scratch server of its kind, or a directory.</summary>
internal sealed class ScratchTarget : IAsyncDisposable
{
    private readonly ScratchServer? _server;
    private readonly ScratchPlace _place;
    private readonly Sandbox _sandbox;
    private readonly Guid _serves;
    private readonly TimeProvider _clock;

    private ScratchTarget(RestoreTarget target, Func<ChildCommand, ChildCommand> contain, ScratchServer? server, ScratchPlace place, Sandbox sandbox, Guid serves, TimeProvider clock) =>
        (Target, Contain, _server, _place, _sandbox, _serves, _clock) = (target, contain, server, place, sandbox, serves, clock);

    public RestoreTarget Target { get; }

    /// <summary>Shuts in what reads the backup.</summary>
    public Func<ChildCommand, ChildCommand> Contain { get; }

    public static async Task<ScratchTarget> MakeAsync(Manifest manifest, ScratchPlace place, Sandbox sandbox, Guid serves, TimeProvider clock, Examination examination, CancellationToken ct)
    {
        ScratchTarget? made = null;
        await examination.StepAsync("make a scratch target", async () =>
        {
            made = await MakeAsync(manifest, place, sandbox, serves, clock, ct);
            examination.Use(made._server?.Version);
            return made._server?.Version ?? "a directory";
        });
        return made!;
    }

    /// <summary>Has the server read what a directory was only the way for: a Redis file is proved when Redis has loaded it.</summary>
    public async Task LoadAsync(Manifest manifest, Examination examination, CancellationToken ct)
    {
        foreach (var stream in manifest.Streams.Where(stream => stream.Format == StreamFormat.RedisRdb))
        {
            await examination.StepAsync($"load {stream.Name} into Redis", async () =>
            {
                await using var redis = await ScratchRedis.StartAsync(Path.Combine(((FolderTarget)Target).Folder, stream.Name), _place, _sandbox, _serves, _clock, ct);
                examination.Use(redis.Version);
                var keys = await redis.KeysAsync(ct);
                return manifest.Facts.Items is { } expected && expected != keys
                    ? throw new ExaminationFailedException(string.Create(CultureInfo.InvariantCulture, $"Redis loaded {keys} keys, and the server had {expected} when it was backed up."))
                    : string.Create(CultureInfo.InvariantCulture, $"{keys} keys");
            });
        }
    }

    /// <summary>Runs a check of the administrator. Returns why it does not hold; null when it does.</summary>
    public Task<string?> CheckAsync(ContentCheck check, CancellationToken ct) => _server switch
    {
        ScratchPostgres postgres => ContentChecks.InPostgresAsync(check, postgres.ConnectionString(check.Database ?? "postgres"), ct),
        ScratchMariaDb mariaDb => ContentChecks.ByAskingAsync(check, asked => mariaDb.AskAsync(asked.Database, asked.Sql, ct)),
        _ => throw new NotVerifiableException($"The check “{check.Name}” asks a database, and this backup is restored into none."),
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<ScratchTarget> MakeAsync(Manifest manifest, ScratchPlace place, Sandbox sandbox, Guid serves, TimeProvider clock, CancellationToken ct)
    {
        var formats = manifest.Streams.Select(stream => stream.Format).ToHashSet();
        if (formats.Contains(StreamFormat.PostgresArchive))
        {
            var server = await ScratchPostgres.StartAsync(MajorOf(manifest), place, sandbox, serves, clock, ct);
            return new(
                new PostgresTarget(server.SocketFolder, ScratchPostgres.Port, ScratchPostgres.User, null) { Globals = formats.Contains(StreamFormat.PostgresSql) },
                sandbox.Around, server, place, sandbox, serves, clock);
        }

        if (formats.Contains(StreamFormat.MariaDbSql))
        {
            var server = await ScratchMariaDb.StartAsync(place, sandbox, serves, clock, ct);
            return new(new MariaDbTarget("localhost", 3306, ScratchMariaDb.User, null) { Socket = server.Socket }, command => sandbox.Around(WithoutOptionsFile(command, server)), server, place, sandbox, serves, clock);
        }

        if (formats.Contains(StreamFormat.MongoArchive))
        {
            throw new NotVerifiableException($"This version has no scratch server for a backup of kind {manifest.SourceKind}. Restore it by hand from time to time, and note that.");
        }

        var files = sandbox with { KeepsOwners = true };
        return new(new FolderTarget(Path.Combine(place.Folder("restored"), "files")), files.Around, null, place, sandbox, serves, clock);
    }

    // The options file lies where the sandbox does not look, and says nothing but where the scratch server is.
    private static ChildCommand WithoutOptionsFile(ChildCommand command, ScratchMariaDb server) => command with
    {
        Arguments = ["--no-defaults", $"--socket={server.Socket}", $"--user={ScratchMariaDb.User}", .. command.Arguments.Where(argument => !argument.StartsWith("--defaults-file=", StringComparison.Ordinal))],
    };

    private static int MajorOf(Manifest manifest) =>
        int.TryParse(manifest.Facts.ServerVersion?.Split(' ').ElementAtOrDefault(1)?.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new NotVerifiableException($"The manifest does not say which version the server had (“{manifest.Facts.ServerVersion}”), so no server of the same version can be started.");
}
