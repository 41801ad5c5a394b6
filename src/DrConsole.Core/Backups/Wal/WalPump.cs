using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Wal;

/// <summary>Carries pieces to one store beside the others: a slow or dead store holds nobody up. After a failure it waits longer each time, a minute at most.</summary>
internal sealed class WalPump(WalLane lane, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private TimeSpan _pause = TimeSpan.FromSeconds(1);
    private long? _failedAt;

    public Destination Destination => lane.Destination;

    /// <summary>Cause and cure while the store does not take what it should.</summary>
    public string? Fault { get; private set; }

    /// <summary>What it is doing; never fails.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to carry what the store lacks, unless that is under way or a failure was just now.</summary>
    public void Start(IReadOnlyList<WalItem> items, CancellationToken ct)
    {
        if (!Running.IsCompleted || (_failedAt is { } failed && time.GetElapsedTime(failed) < _pause))
        {
            return;
        }

        var lacking = items.Where(item => !item.IsSuperseded && !item.Stores.Contains(Destination.Id)).ToList();
        if (lacking.Count > 0)
        {
            Running = RunAsync(lacking, ct);
        }
    }

    private async Task RunAsync(List<WalItem> lacking, CancellationToken ct)
    {
        try
        {
            foreach (var item in lacking)
            {
                await ShipAsync(item, ct);
            }

            (Fault, _failedAt, _pause) = (null, null, TimeSpan.FromSeconds(1));
        }
        catch (Exception failure) when (failure is StoreException or RefusedException or IOException)
        {
            _pause = _failedAt is null ? _pause : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
            (Fault, _failedAt) = (failure.Message, time.GetTimestamp());
        }
        catch (OperationCanceledException)
        {
            // The stream ends; what is missing is carried by the next one.
        }
    }

    private async Task ShipAsync(WalItem item, CancellationToken ct)
    {
        if (!item.TryCarry())
        {
            return; // a later piece holds it
        }

        try
        {
            await lane.ShipAsync(item.Piece, ct);
            item.HasArrived(Destination.Id);
        }
        finally
        {
            item.PutDown();
        }
    }
}

/// <summary>A sealed piece, and who has it.</summary>
internal sealed class WalItem(SealedWal piece)
{
    private readonly Lock _gate = new();
    private readonly List<Guid> _stores = [];
    private bool _hasNews;
    private bool _isSuperseded;
    private int _carriers;

    public SealedWal Piece => piece;

    public WalRecord Record => piece.Record;

    /// <summary>A later piece holds all that this one holds, so that it is brought to no further store.</summary>
    public bool IsSuperseded
    {
        get
        {
            lock (_gate)
            {
                return _isSuperseded;
            }
        }
    }

    /// <summary>It is on its way to no store, and no store's answer is untold: its files may go.</summary>
    public bool IsAtRest
    {
        get
        {
            lock (_gate)
            {
                return _carriers == 0 && !_hasNews;
            }
        }
    }

    /// <summary>Stores that have it.</summary>
    public IReadOnlyList<Guid> Stores
    {
        get
        {
            lock (_gate)
            {
                return [.. _stores];
            }
        }
    }

    /// <summary>A later piece holds all that this one holds, for good.</summary>
    public void Supersede()
    {
        lock (_gate)
        {
            _isSuperseded = true;
        }
    }

    /// <summary>Somebody begins to bring it to a store, and says <see cref="PutDown"/> afterwards. False when it is superseded.</summary>
    public bool TryCarry()
    {
        lock (_gate)
        {
            _carriers += _isSuperseded ? 0 : 1;
            return !_isSuperseded;
        }
    }

    /// <summary>What <see cref="TryCarry"/> began has ended.</summary>
    public void PutDown()
    {
        lock (_gate)
        {
            _carriers--;
        }
    }

    public void HasArrived(Guid store)
    {
        lock (_gate)
        {
            _stores.Add(store);
            _hasNews = true;
        }
    }

    /// <summary>True once after each arrival.</summary>
    public bool TakeNews()
    {
        lock (_gate)
        {
            var had = _hasNews;
            _hasNews = false;
            return had;
        }
    }
}
