using System.Text.Json;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal;

/// <summary>Receives and ships the write-ahead log of one cluster until it is cancelled. What goes wrong is in <see cref="State"/>, with its cure, and is tried again.</summary>
public sealed class WalFlow : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly WalStreamRequest _request;
    private readonly TimeProvider _time;
    private readonly WalServer _server;
    private readonly WalShipper _shipper;
    private readonly WalReceiver _receiver;
    private readonly SemaphoreSlim _ticking = new(1);
    private Cluster? _cluster;

    /// <summary>Prepares a stream; nothing happens before <see cref="RunAsync"/>.</summary>
    public WalFlow(WalStreamRequest request, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(request);
        (_request, _time) = (request, time);
        var link = new PostgresLink(request.Settings.Host, request.Settings.Port, request.Settings.User, request.Settings.SslMode, request.Secrets.Password);
        _server = new(link, request.Settings.Slot);
        _shipper = new(request, time);
        _receiver = new(request, link, new(link, request.Settings.Slot), _shipper.ReceiveFolder, StartOverAsync, time);
        _cluster = Cluster.Read(request.Folder) ?? (request.SystemIdentifier is { } known ? new(known, 16 * 1024 * 1024) : null);
    }

    /// <summary>How it stands; replaced as a whole.</summary>
    public WalStreamState State { get; private set; } = new();

    /// <summary>Process id of the running <c>pg_receivewal</c>.</summary>
    internal int? ReceiverId => _receiver.ProcessId;

    /// <summary>Receives and ships until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task? receiving = null;
        try
        {
            while (true)
            {
                await LookAsync(stop.Token);
                receiving ??= State.IsCluster ? _receiver.RunAsync(stop.Token) : null;
                if (receiving is { IsFaulted: true })
                {
                    await receiving;
                }

                await Task.Delay(LookEvery, _time, stop.Token);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to end.
        }
        finally
        {
            await stop.CancelAsync();
            await EndedAsync(receiving);
        }
    }

    /// <summary>Looks at the server once, seals what is to be sealed and sets shipping going.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        await _ticking.WaitAsync(ct);
        try
        {
            var (server, fault) = await AskAsync(ct);
            if (_cluster is { } cluster)
            {
                await _shipper.TickAsync(server, cluster.SystemIdentifier, cluster.SegmentBytes, ct);
            }

            State = Describe(server, fault);
        }
        catch (Exception failure) when (failure is RefusedException or IOException or UnauthorizedAccessException or FormatException)
        {
            State = State with { ShippingFault = failure.Message, LookedAt = _time.GetUtcNow() };
        }
        finally
        {
            _ = _ticking.Release();
        }
    }

    /// <summary>Waits until all that is sealed has been offered to every store once more.</summary>
    internal Task SettleAsync(CancellationToken ct) => _shipper.SettleAsync(_cluster?.SegmentBytes ?? 1, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _shipper.DisposeAsync();
        await _server.DisposeAsync();
        _ticking.Dispose();
    }

    private async Task<(WalServerState? Server, string? Fault)> AskAsync(CancellationToken ct)
    {
        try
        {
            var server = await _server.LookAsync(ct);
            if (server.IsStandby)
            {
                return (null, "The server is a standby, which cannot tell what its primary committed. Set the policy to the primary's address.");
            }

            if (_cluster is { } cluster && cluster.SystemIdentifier != server.SystemIdentifier)
            {
                return (null, $"The server at this address is another cluster: its system identifier is {server.SystemIdentifier}, and the log so far comes from {cluster.SystemIdentifier}. Nothing is received from it. "
                    + "Mend the address; for a server that was set up anew make a new policy.");
            }

            if (_cluster is null || _cluster.SegmentBytes != server.SegmentBytes)
            {
                _cluster = new(server.SystemIdentifier, server.SegmentBytes);
                await _cluster.WriteAsync(_request.Folder, ct);
            }

            return (server, null);
        }
        catch (RefusedException refusal)
        {
            return (null, refusal.Message);
        }
    }

    private WalStreamState Describe(WalServerState? server, string? fault) => new()
    {
        LookedAt = _time.GetUtcNow(),
        SystemIdentifier = _cluster?.SystemIdentifier,
        AnsweredAt = server is null ? State.AnsweredAt : _time.GetUtcNow(),
        IsCluster = State.IsCluster || server is not null,
        CoversUntil = _shipper.CoversUntil,
        Pending = _shipper.Pending,
        ServerFault = fault,
        ReceiverFault = server is null ? null : _receiver.Fault,
        Loss = _receiver.Loss,
        StoreFaults = _shipper.StoreFaults,
        SlotLagBytes = server is { Mark: { } mark, Slot.Confirmed: { } confirmed } && mark.End > confirmed ? (long)(mark.End.Value - confirmed.Value) : 0,
        SlotSafeBytes = server?.Slot?.SafeBytes,
    };

    private async Task StartOverAsync(CancellationToken ct)
    {
        await _ticking.WaitAsync(ct);
        try
        {
            if (_cluster is { } cluster)
            {
                await _shipper.TickAsync(null, cluster.SystemIdentifier, cluster.SegmentBytes, ct); // seals: what was received is not thrown away
                _shipper.Forget(cluster.SegmentBytes);
            }
        }
        finally
        {
            _ = _ticking.Release();
        }
    }

    private static async Task EndedAsync(Task? receiving)
    {
        try
        {
            await (receiving ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
    }

    /// <summary>The cluster that the folder's log comes from.</summary>
    private sealed record Cluster(string SystemIdentifier, int SegmentBytes)
    {
        private const string Name = "cluster.json";

        public static Cluster? Read(string folder) =>
            File.Exists(Path.Combine(folder, Name)) ? JsonSerializer.Deserialize<Cluster>(File.ReadAllBytes(Path.Combine(folder, Name)), CanonicalJson.Options) : null;

        public async Task WriteAsync(string folder, CancellationToken ct)
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var path = Path.Combine(folder, Name);
            await File.WriteAllBytesAsync(path + ".new", CanonicalJson.Bytes(this), ct);
            File.Move(path + ".new", path, overwrite: true);
        }
    }
}

/// <summary>How the stream of a cluster's log stands.</summary>
public sealed record WalStreamState
{
    /// <summary>By the console's clock.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    public string? SystemIdentifier { get; init; }

    /// <summary>When the server last answered, by the console's clock.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The server answered at least once and is the right one.</summary>
    public bool IsCluster { get; init; }

    /// <summary>What was committed before this instant, by the server's clock, is in every store; null before the first piece of this process.</summary>
    public DateTimeOffset? CoversUntil { get; init; }

    /// <summary>Pieces that at least one store lacks.</summary>
    public int Pending { get; init; }

    /// <summary>The server does not answer, or is the wrong one.</summary>
    public string? ServerFault { get; init; }

    /// <summary>Nothing is received, though the server answers.</summary>
    public string? ReceiverFault { get; init; }

    /// <summary>What was received cannot be shipped.</summary>
    public string? ShippingFault { get; init; }

    /// <summary>Log is missing for good.</summary>
    public string? Loss { get; init; }

    /// <summary>Stores that do not take what they should, each with its name, the cause and the cure.</summary>
    public IReadOnlyDictionary<Guid, string> StoreFaults { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Bytes of log that the server keeps for us.</summary>
    public long SlotLagBytes { get; init; }

    /// <summary>So much more may be written before the server throws away what the slot needs; null is no limit.</summary>
    public long? SlotSafeBytes { get; init; }
}
