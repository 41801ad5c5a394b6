using DrConsole.Backups.Sources.Postgres;
using DrConsole.Backups.Wal;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>
/// A whole PostgreSQL cluster, by <c>pg_basebackup</c>. Where the console ships the cluster's write-ahead log, the log is no part of the backup,
/// which then waits until all that it needs was shipped; elsewhere it carries its own log, and can be recovered to its own end only.
/// </summary>
/// <param name="progress">How far the log was shipped; null where nobody ships it.</param>
internal sealed class PostgresPhysicalSource(PostgresPhysicalSettings settings, SourceSecrets secrets, IWalProgress? progress, TimeProvider time) : IBackupSource
{
    private readonly PostgresLink _link = new(settings.Host, settings.Port, settings.User, settings.SslMode, secrets.Password);

    /// <summary>How long a finished base backup waits for its log beyond the time after which a partial segment is due.</summary>
    internal TimeSpan ShippingLimit { get; init; } = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        var server = await PhysicalChecks.LookAsync(_link, settings.Slot, ct);
        if (server.HasTablespaces)
        {
            throw new RefusedException("tablespaces",
                "This cluster has tablespaces of its own, which pg_basebackup cannot write into one stream. Move their tables into the default one (ALTER TABLE … SET TABLESPACE pg_default, then DROP TABLESPACE), or back its databases up by pg_dump.");
        }

        var tools = await PhysicalChecks.ToolsAsync(server, ct);
        return new($"PostgreSQL {server.Version}", $"pg_basebackup {tools.Version}", server.Bytes, Remarks(server));
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        var server = await PhysicalChecks.LookAsync(_link, settings.Slot, ct);
        await EnsureReceivedAsync(server, ct);
        return new PostgresPhysicalSession(settings, _link, server, await PhysicalChecks.ToolsAsync(server, ct), context, progress, time)
        {
            ShippingLimit = ShippingLimit + TimeSpan.FromSeconds(settings.PartialSeconds),
        };
    }

    // The log must flow before the backup begins: what is written between its start and the first received byte would be missing for ever.
    private async Task EnsureReceivedAsync(PhysicalServer server, CancellationToken ct)
    {
        if (progress is null)
        {
            return;
        }

        await using var asking = new WalServer(_link, settings.Slot);
        var coverage = await progress.CoverageAsync(settings, server.SystemIdentifier, from: null, server.SegmentBytes, ct);
        if (coverage?.Stores.Any(store => store.CoversUntil is not null) is not true || (await asking.LookAsync(ct)).Slot is not { ActivePid: not null, Confirmed: not null })
        {
            throw new RefusedException("wal_not_received",
                $"The write-ahead log of this cluster is not being received through the slot {settings.Slot}, so a base backup now could not be recovered. {coverage?.Fault ?? "Enable the policy on a running console, and see why its stream does not start."}");
        }
    }

    private List<string> Remarks(PhysicalServer server)
    {
        var remarks = new List<string>(PostgresFaults.OfServer(server.Major, 0).Where(_ => server.Major < 14));
        if (server.KeepSize == "-1" && progress is not null)
        {
            remarks.Add("max_slot_wal_keep_size is without limit: while the console is away the server keeps all log and its disk may fill up. Set a limit that lasts for the longest absence, "
                + "e.g. run: ALTER SYSTEM SET max_slot_wal_keep_size = '50GB'; SELECT pg_reload_conf();");
        }

        if (progress is null)
        {
            remarks.Add("Nobody ships the write-ahead log of this cluster: the backup carries its own, and can be recovered to its own end only, to no later instant.");
        }

        return remarks;
    }
}
