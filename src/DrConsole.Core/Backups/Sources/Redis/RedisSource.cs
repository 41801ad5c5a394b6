using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Redis;

/// <summary>A Redis server by <c>redis-cli --rdb</c>: the state at the instant at which the server forks to save.</summary>
internal sealed class RedisSource(RedisLink link) : IBackupSource
{
    /// <summary>Header, end mark and checksum of an empty database.</summary>
    private const long LeastBytes = 18;

    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        var version = await ToolVersions.AskAsync("redis-cli", ["--version"], ct);
        var info = await link.AskAsync(["INFO"], ct);
        var remarks = RedisLink.ValueIn(info, "role") == "slave" && RedisLink.ValueIn(info, "master_link_status") == "down"
            ? new[] { "This Redis is a replica that has lost its master: what it has may be old." }
            : [];
        return new($"Redis {RedisLink.ValueIn(info, "redis_version")}", version, long.TryParse(RedisLink.ValueIn(info, "used_memory_dataset"), CultureInfo.InvariantCulture, out var bytes) ? bytes : null, remarks);
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var tool = await ToolVersions.AskAsync("redis-cli", ["--version"], ct);
        var info = await link.AskAsync(["INFO"], ct);
        var time = (await link.AskAsync(["TIME"], ct)).Split('\n', StringSplitOptions.TrimEntries);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(time[0], CultureInfo.InvariantCulture)).AddMicroseconds(double.Parse(time[1], CultureInfo.InvariantCulture));
        return new SimpleSession(at, [new("dump.rdb", StreamFormat.RedisRdb, tool, LeastBytes, token => SaveAsync(context, token))], token => FinishAsync(info, token));
    }

    private async Task<IProducer> SaveAsync(SourceContext context, CancellationToken ct)
    {
        var (command, login) = link.Command(["--rdb", "-"], context.RunId);
        RdbStream? rdb = null;
        var child = ChildProcess.Start(command);
        await RedisLink.TellAsync(child, login, ct);
        return new ChildProducer(child, "redis-cli", _ => rdb!.Fault, through: raw => rdb = new(raw));
    }

    private async Task<SourceFacts> FinishAsync(string before, CancellationToken ct)
    {
        var after = await link.AskAsync(["INFO"], ct);
        var (then, now) = (RedisLink.KeysIn(before), RedisLink.KeysIn(after));
        return new()
        {
            ServerVersion = $"Redis {RedisLink.ValueIn(after, "redis_version")}",
            ServerIdentity = RedisLink.ValueIn(after, "run_id"),
            Endpoint = link.Endpoint,
            Items = then == now ? now : null,
            Remarks = then == now ? [] : [$"There were {then} keys before and {now} after the backup; their number at its instant is not known."],
        };
    }
}
