using DrConsole.Backups.Format;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>
/// One destination within a run. Its first fault takes it out of the run and is kept; the others go on. Nothing that it took is visible as a
/// backup before <see cref="CommitAsync"/>. Each step may take as long as the stall limit, completing an object ten times that:
/// the store then still sends what it holds, or joins thousands of parts.
/// </summary>
internal sealed class DestinationLane(Destination destination, string folder, BackupRequest request, PartPool pool, TimeProvider time)
{
    private const int PartsInFlight = 4; // what a store may hold back that is given up
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromSeconds(30);
    private readonly WriteOptions _options = new(request.LockedUntil);
    private readonly List<OpenObject> _objects = [];
    private Task _cleaning = Task.CompletedTask;
    private bool _isComplete;

    public Destination Destination => destination;

    public string Name => destination.Name;

    /// <summary>Cause and cure of what took it out of the run.</summary>
    public string? Fault { get; private set; }

    public bool IsAlive => Fault is null;

    /// <summary>True once its manifest is there.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>Begins the next object.</summary>
    public Task BeginAsync(string file, CancellationToken ct) => StepAsync(request.StallLimit, async token =>
    {
        var upload = await destination.Store.BeginUploadAsync($"{folder}/{file}", _options, token);
        if (!IsAlive) // given up meanwhile: nobody else would end this upload
        {
            await upload.AbortAsync(CancellationToken.None);
            return;
        }

        _objects.Add(new(file, upload));
    }, ct);

    /// <summary>Sends a part to the object that was begun last.</summary>
    public Task WriteAsync(Part part, CancellationToken ct)
    {
        part.Retain(); // for a store that was given up and is still reading from it
        return StepAsync(request.StallLimit, async token =>
        {
            try
            {
                await _objects[^1].Upload.WriteAsync(part, token);
            }
            finally
            {
                part.Release();
            }
        }, ct);
    }

    /// <summary>Makes the objects visible, and checks that each has the length that was sent.</summary>
    public Task CompleteAsync(IReadOnlyDictionary<string, ManifestSlice> slices, CancellationToken ct) => StepAsync(10 * request.StallLimit, async token =>
    {
        foreach (var open in _objects)
        {
            var stored = await open.Upload.CompleteAsync(token);
            open.IsComplete = true;
            await open.Upload.DisposeAsync();
            if (stored.Bytes != slices[open.File].Bytes)
            {
                throw new StoreException(StoreFault.Damaged, $"{open.File} has {stored.Bytes} bytes in the store; {slices[open.File].Bytes} were sent.");
            }
        }

        _isComplete = true;
    }, ct);

    /// <summary>Writes a small object of the backup's folder.</summary>
    public Task WriteFileAsync(string file, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        StepAsync(request.StallLimit, token => SmallObjects.EnsureAsync(destination.Store, $"{folder}/{file}", content, _options, token), ct);

    /// <summary>Writes a small object that all backups share.</summary>
    public Task WriteSharedAsync(string key, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        StepAsync(request.StallLimit, token => SmallObjects.EnsureAsync(destination.Store, key, content, WriteOptions.Plain, token), ct);

    /// <summary>Writes signature and manifest: from then on there is a backup here.</summary>
    public Task CommitAsync(ReadOnlyMemory<byte> manifest, ReadOnlyMemory<byte> signature, CancellationToken ct) => StepAsync(request.StallLimit, async token =>
    {
        await SmallObjects.EnsureAsync(destination.Store, $"{folder}/{StoreLayout.SignatureFile}", signature, _options, token);
        await SmallObjects.EnsureAsync(destination.Store, $"{folder}/{StoreLayout.ManifestFile}", manifest, _options, token);
        IsCommitted = true;
    }, ct);

    /// <summary>Says whether the manifest is there though writing it seemed to fail: an answer can be lost after the deed.</summary>
    public async Task LookAgainAsync(ReadOnlyMemory<byte> manifest, CancellationToken ct)
    {
        if (IsCommitted || !_isComplete)
        {
            return;
        }

        try
        {
            IsCommitted = await Task.Run(() => SmallObjects.IsThereAsync(destination.Store, $"{folder}/{StoreLayout.ManifestFile}", manifest, ct), ct)
                .WaitAsync(request.StallLimit, time, ct);
            Fault = IsCommitted ? null : Fault;
        }
        catch (Exception failure) when (IsOfStore(failure, ct))
        {
            Fault += $" Whether its manifest is there could not be seen: {failure.Message}";
        }
    }

    /// <summary>Takes away what this run wrote. The manifest goes first, and if that cannot be seen to be gone the rest stays: better litter than half a backup.</summary>
    public async Task CleanAsync()
    {
        await _cleaning;
        await LimitAsync(AbortAsync);
        await LimitAsync(ct => FolderRemoval.RemoveAsync(destination.Store, folder, ct));
    }

    /// <summary>Ends the uploads of a destination that was dropped while the others went on.</summary>
    public Task SettleAsync() => _cleaning;

    private async Task StepAsync(TimeSpan limit, Func<CancellationToken, Task> step, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await Task.Run(() => step(stop.Token), CancellationToken.None).WaitAsync(limit, time, ct);
        }
        catch (TimeoutException)
        {
            await stop.CancelAsync();
            Drop($"It took nothing for {limit.TotalSeconds:0} seconds and was left behind. Its copy has to be completed from another store.");
        }
        catch (Exception failure) when (IsOfStore(failure, ct))
        {
            Drop(failure.Message);
        }
    }

    private static bool IsOfStore(Exception failure, CancellationToken ct) => !(failure is OperationCanceledException && ct.IsCancellationRequested);

    private void Drop(string fault)
    {
        Fault = fault;
        if (!_isComplete) // complete objects stay: completing the copy later needs only what is missing
        {
            _cleaning = GiveUpAsync();
        }
    }

    private async Task GiveUpAsync()
    {
        if (!await LimitAsync(AbortAsync))
        {
            pool.Widen(PartsInFlight); // it may never give its parts back
        }
    }

    private async Task AbortAsync(CancellationToken ct)
    {
        foreach (var open in _objects.Where(open => !open.IsComplete).ToList())
        {
            await open.Upload.AbortAsync(ct);
            await open.Upload.DisposeAsync();
            _objects.Remove(open);
        }
    }

    // What cannot be cleaned now is swept by the next run: SweepUploadsAsync, and folders without a manifest.
    private async Task<bool> LimitAsync(Func<CancellationToken, Task> work)
    {
        using var limit = new CancellationTokenSource();
        try
        {
            await Task.Run(() => work(limit.Token), CancellationToken.None).WaitAsync(CleaningLimit, time, CancellationToken.None);
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await limit.CancelAsync();
            Fault = $"{Fault} What it had taken could not be removed: {failure.Message}".Trim();
            return false;
        }
    }

    private sealed record OpenObject(string File, IObjectUpload Upload)
    {
        public bool IsComplete { get; set; }
    }
}
