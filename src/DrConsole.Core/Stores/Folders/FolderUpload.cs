namespace DrConsole.Stores.Folders;

/// <summary>A file under way: one part is written while the next one is made.</summary>
internal sealed class FolderUpload(FolderAddress address, string key, NewFile file) : IObjectUpload
{
    // A mount that hangs must not keep the whole backup from its end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Task _writing = Task.CompletedTask;
    private long _bytes;
    private bool _isOver;

    public async Task WriteAsync(Part part, CancellationToken ct)
    {
        await _writing.WaitAsync(ct); // a mount that hangs lets the caller go, not its buffer
        FolderSpace.Ensure(address, part.Length);
        _writing = WriteAndReleaseAsync(part.Retain(), _bytes);
        _bytes += part.Length;
    }

    public async Task<StoredObject> CompleteAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        var written = await FolderWork.RunAsync(address, () => file.Finish(key, _bytes), ct);
        End();
        return written ?? throw new StoreException(StoreFault.Exists, $"{key} is in {address.Path} already and was left as it is.");
    }

    public async Task AbortAsync(CancellationToken ct)
    {
        if (!_isOver)
        {
            await _writing.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
            await FolderWork.RunAsync(address, file.Discard, ct);
            End();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await AbortAsync(patience.Token);
        }
        catch (Exception failure) when (failure is StoreException or OperationCanceledException)
        {
            End(); // what went wrong before matters more, and the sweep finds the rest
        }
    }

    private async Task WriteAndReleaseAsync(Part part, long offset)
    {
        try
        {
            await RandomAccess.WriteAsync(file.Handle, part.Bytes, offset, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FolderFaults.Of(address, failure);
        }
        finally
        {
            part.Release();
        }
    }

    private void End()
    {
        _isOver = true;
        file.Dispose();
    }
}
