using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Ships what the receiver wrote: closed segments and history files at once, a copy of the segment under way at an interval. A file on this
/// machine goes only when every store has it. Every step may be cut off: the next one meets what is there and goes on.
/// </summary>
internal sealed class WalShipper : IAsyncDisposable
{
    private readonly WalStreamRequest _request;
    private readonly TimeProvider _time;
    private readonly WalFolder _received;
    private readonly WalSealer _sealer;
    private readonly WalPump[] _pumps;
    private readonly WalMarks _marks = new();
    private readonly List<WalItem> _items = [];
    private readonly Dictionary<Guid, DateTimeOffset> _reached = []; // of each store, as far as it was told
    private long? _partialAt;
    private WalMark? _partialMark;
    private bool _isResumed;

    public WalShipper(WalStreamRequest request, TimeProvider time)
    {
        (_request, _time) = (request, time);
        _received = new(Path.Combine(request.Folder, "received"));
        _sealer = new(request.Sealing, Path.Combine(request.Folder, "sealed"), time);
        var lockedUntil = () => request.LockDays > 0 ? new WriteOptions(time.GetUtcNow().AddDays(request.LockDays)) : WriteOptions.Plain;
        _pumps = [.. request.Destinations.Select(destination => new WalPump(new WalLane(destination, lockedUntil, request.Trusted), time))];
    }

    /// <summary>Where <c>pg_receivewal</c> writes.</summary>
    public string ReceiveFolder => _received.Path;

    /// <summary>Cause and cure of each store that does not take what it should.</summary>
    public IReadOnlyDictionary<Guid, string> StoreFaults => _pumps.Where(pump => pump.Fault is not null).ToDictionary(pump => pump.Destination.Id, pump => $"{pump.Destination.Name}: {pump.Fault}");

    /// <summary>Pieces that at least one store lacks.</summary>
    public int Pending => _items.Count(item => !item.IsSuperseded && item.Stores.Count < _pumps.Length);

    /// <summary>What every store has covers until this instant, by the server's clock; null before the first piece.</summary>
    public DateTimeOffset? CoversUntil => _reached.Count < _pumps.Length ? null : _reached.Values.Min();

    /// <summary>Looks once and sets everything going. Does not wait for slow stores: <see cref="SettleAsync"/> does.</summary>
    /// <param name="state">How the server stands; null when it does not answer.</param>
    public async Task TickAsync(WalServerState? state, string systemIdentifier, int segmentBytes, CancellationToken ct)
    {
        if (!_isResumed)
        {
            _items.AddRange(_sealer.Left().Select(piece => new WalItem(piece)));
            _isResumed = true;
        }

        if (state?.Mark is { } mark)
        {
            _marks.Add(mark, state.Slot is { ActivePid: not null } slot ? slot.Confirmed : null);
        }

        await SealClosedAsync(systemIdentifier, segmentBytes, ct);
        await SealPartialAsync(systemIdentifier, segmentBytes, ct);
        foreach (var pump in _pumps)
        {
            pump.Start(_items, ct);
        }

        await CollectAsync(segmentBytes, ct);
    }

    /// <summary>Waits until no store is being written to, and takes away what all have.</summary>
    public async Task SettleAsync(int segmentBytes, CancellationToken ct)
    {
        await Task.WhenAll(_pumps.Select(pump => pump.Running));
        await CollectAsync(segmentBytes, ct);
    }

    /// <summary>Empties the receiver's folder: what was closed is sealed, and the receiver is to begin anew.</summary>
    public void Forget(int segmentBytes)
    {
        foreach (var name in _received.Names(segmentBytes))
        {
            _received.Delete(name, segmentBytes);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_pumps.Select(pump => pump.Running));

    private async Task SealClosedAsync(string systemIdentifier, int segmentBytes, CancellationToken ct)
    {
        foreach (var name in _received.Names(segmentBytes).Where(name => name.Kind != WalKind.Partial))
        {
            var file = name.File(segmentBytes);
            if (_items.Exists(item => item.Record.Kind == name.Kind && item.Record.Name == file && item.Record.SystemIdentifier == systemIdentifier))
            {
                continue;
            }

            await using var content = name.Kind == WalKind.Segment ? _received.OpenSegment(name, segmentBytes, systemIdentifier) : File.OpenRead(_received.File(name, segmentBytes));
            var draft = Draft(name, systemIdentifier, segmentBytes);
            if (name.Kind == WalKind.History)
            {
                draft = draft with { History = TimelineSwitch.ReadHistory(await File.ReadAllTextAsync(_received.File(name, segmentBytes), ct)) };
            }
            else
            {
                var covers = _marks.UpTo(name.Timeline, name.End(segmentBytes));
                draft = draft with
                {
                    StartLsn = name.Start(segmentBytes).ToString(), EndLsn = name.End(segmentBytes).ToString(),
                    CoversUntil = covers?.At ?? DateTimeOffset.MinValue, CoversLsn = (covers?.End ?? name.Start(segmentBytes)).ToString(),
                };
            }

            _items.Add(new(await _sealer.SealAsync(draft, content, ct)));
        }
    }

    private async Task SealPartialAsync(string systemIdentifier, int segmentBytes, CancellationToken ct)
    {
        if (_marks.Confirmed is not { } mark || mark == _partialMark
            || (_partialAt is { } before && _time.GetElapsedTime(before) < TimeSpan.FromSeconds(_request.Settings.PartialSeconds)))
        {
            return;
        }

        var name = WalName.Of(mark.Timeline, mark.End, segmentBytes);
        var offset = (int)(mark.End.Value - name.Start(segmentBytes).Value);
        var draft = Draft(name, systemIdentifier, segmentBytes) with
        {
            Kind = WalKind.Partial, StartLsn = name.Start(segmentBytes).ToString(), EndLsn = mark.End.ToString(), CoversUntil = mark.At, CoversLsn = mark.End.ToString(),
        };
        var same = _items.Find(item => item.Record.Kind == WalKind.Partial && item.Record.Stem() == draft.Stem() && item.Record.Timeline == draft.Timeline && File.Exists(item.Piece.ObjectPath));
        if (same is not null)
        {
            _items.Add(new(await _sealer.SignAsync(same.Record with { CoversUntil = mark.At, CoversLsn = mark.End.ToString() }, ct)));
        }
        else
        {
            await using var content = _received.OpenPartial(name, segmentBytes, offset, systemIdentifier);
            if (content is null)
            {
                return; // the next look finds it
            }

            _items.Add(new(await _sealer.SealAsync(draft, content, ct)));
        }

        (_partialAt, _partialMark) = (_time.GetTimestamp(), mark);
    }

    private WalRecord Draft(WalName name, string systemIdentifier, int segmentBytes) => new()
    {
        Source = _request.Source, SystemIdentifier = systemIdentifier, Timeline = name.Timeline, Kind = name.Kind,
        Name = (name.Kind == WalKind.Partial ? name with { Kind = WalKind.Segment } : name).File(segmentBytes), SegmentBytes = segmentBytes, SealedAt = _time.GetUtcNow(),
    };

    private async Task CollectAsync(int segmentBytes, CancellationToken ct)
    {
        foreach (var item in _items.Where(item => item.TakeNews()))
        {
            var stores = item.Stores;
            await _request.OnShippedAsync(item.Record, stores, ct);
            foreach (var store in stores)
            {
                // Pieces arrive in their order, and a later one holds what a superseded one held.
                _reached[store] = _reached.TryGetValue(store, out var before) && before > item.Record.CoversUntil ? before : item.Record.CoversUntil;
            }
        }

        CrashPoint.Reach("wal.before-cleanup");
        WalCleanup.Run(_items, _received, segmentBytes, _pumps.Length);
    }
}
