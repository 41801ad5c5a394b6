using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Backups.Wal;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>A base backup under way.</summary>
internal sealed class PostgresPhysicalSession(
    PostgresPhysicalSettings settings, PostgresLink link, PhysicalServer server, PostgresTools tools, SourceContext context, IWalProgress? progress, TimeProvider time) : ISourceSession
{
    private const long LeastBytes = 4 * 1024 * 1024; // a new cluster of PostgreSQL 15 has 22 MB
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private readonly BaseBackupScan _scan = new();

    public required TimeSpan ShippingLimit { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset ConsistentAt { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<SourceOutput> Streams =>
        [new("base.tar", StreamFormat.PostgresBase, $"pg_basebackup {tools.Version}", LeastBytes, _ => Task.FromResult<IProducer>(Start()))];

    /// <inheritdoc/>
    public async Task<SourceFacts> FinishAsync(CancellationToken ct)
    {
        var ((timeline, start), end) = (_scan.Begin(), _scan.End());
        await using var asking = new WalServer(link, settings.Slot);
        var now = await asking.LookAsync(ct);
        if (now.SystemIdentifier != server.SystemIdentifier || now.Mark is not { } mark || mark.Timeline != timeline)
        {
            throw new RefusedException("server_changed", "Another server took the place of this one while it was backed up (failover). Run the backup again.");
        }

        ConsistentAt = mark.At;
        var remarks = progress is null ? [] : await WaitUntilShippedAsync(progress, new(context.RunId, server.SystemIdentifier, timeline, start, end, ConsistentAt), ct);

        return new()
        {
            ServerVersion = $"PostgreSQL {server.Version}", ServerIdentity = server.SystemIdentifier, Endpoint = link.Endpoint, Items = _scan.Entries, Remarks = remarks,
            Wal = new(server.SystemIdentifier, timeline, start.ToString(), end.ToString(), server.SegmentBytes, HasTablespaces: false)
            {
                Superuser = server.Superuser, HasOwnWal = progress is null,
            },
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private BaseBackupProducer Start() => new(
        ChildProducer.Start(new(
            tools.Program("pg_basebackup"),
            [
                "--no-password", "--host", link.Host, "--port", link.Port.ToString(CultureInfo.InvariantCulture), "--username", link.User,
                "--pgdata", "-", "--format", "tar", "--wal-method", progress is null ? "fetch" : "none", "--checkpoint", "fast",
                "--manifest-checksums", "SHA256", "--no-sync", "--label", $"DR Console {context.RunId}",
            ])
        {
            Environment = link.ToolEnvironment(context.Secrets), Serves = context.RunId, Redacted = link.Password is { } password ? [password] : [],
        }),
        _scan);

    // Otherwise the backup would be called complete while what makes it consistent exists on this machine alone. A store that takes nothing is not waited for where
    // another has all of it: the copy there says that it lacks its log, and its alarm stands until it is there.
    private async Task<IReadOnlyList<string>> WaitUntilShippedAsync(IWalProgress shipping, BasePoint point, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var coverage = await shipping.CoverageAsync(settings, server.SystemIdentifier, point, server.SegmentBytes, ct);
            var lacking = coverage?.Lacking(point.ConsistentAt) ?? [];
            var isOver = time.GetElapsedTime(began) > ShippingLimit;
            if (coverage is { Stores.Count: > 0 } && lacking.Count < coverage.Stores.Count && (isOver || lacking.All(store => store.Fault is not null)))
            {
                return [.. lacking.Select(Text)];
            }

            if (isOver)
            {
                throw new RefusedException("wal_not_shipped",
                    $"The write-ahead log that this base backup needs was in no store after {ShippingLimit.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes. "
                    + (coverage?.Fault ?? string.Join(' ', lacking.Select(store => store.Fault).OfType<string>()) switch { "" => "See the stream's state on the policy's page.", var faults => faults }));
            }

            await Task.Delay(AskEvery, time, ct);
        }
    }

    private static string Text(StoreCoverage store) =>
        $"When this backup ended, {store.StoreName} did not hold the write-ahead log that it needs, without which its copy there cannot be recovered. {store.Fault ?? "The store was slow, or log is missing there: see the alarms."}";
}
