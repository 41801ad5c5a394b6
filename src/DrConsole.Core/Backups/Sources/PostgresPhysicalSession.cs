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
        if (progress is not null)
        {
            await WaitUntilShippedAsync(progress, ct);
        }

        return new()
        {
            ServerVersion = $"PostgreSQL {server.Version}", ServerIdentity = server.SystemIdentifier, Endpoint = link.Endpoint, Items = _scan.Entries,
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

    // Otherwise the backup would be called complete while what makes it consistent exists on this machine alone.
    private async Task WaitUntilShippedAsync(IWalProgress shipping, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (await shipping.CoverageAsync(settings, server.SystemIdentifier, ct) is var coverage && !(coverage?.CoversUntil >= ConsistentAt))
        {
            if (time.GetElapsedTime(began) > ShippingLimit)
            {
                throw new RefusedException("wal_not_shipped",
                    $"The write-ahead log that this base backup needs was not in every store after {ShippingLimit.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes. {coverage?.Fault ?? "See the stream's state on the policy's page."}");
            }

            await Task.Delay(AskEvery, time, ct);
        }
    }
}
