using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline.Zstd;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>The plain content of a stream. Fetching, decrypting, decompressing and using it overlap; the end is reached only when everything was right.</summary>
internal sealed class PlainStream : Stream
{
    private static readonly TimeSpan EndingLimit = TimeSpan.FromSeconds(10);
    private readonly BlockQueue _blocks = new();
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _killing;
    private readonly ChildProcess _age;
    private readonly ManifestEntry _entry;
    private readonly Task _feeding;
    private readonly Task _unpacking;
    private Block _current = Block.Empty;
    private int _position;
    private bool _isDisposed;

    public PlainStream(ChildProcess age, SliceFeed feed, ManifestEntry entry, CancellationToken ct)
    {
        (_age, _entry) = (age, entry);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _killing = _stop.Token.Register(age.Kill);
        _feeding = Task.Run(() => FeedAsync(feed), CancellationToken.None);
        _unpacking = OwnThread.Run($"unpack {entry.Name}", Unpack);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_position == _current.Length)
        {
            _blocks.GiveBack(_current);
            (_current, _position) = (Block.Empty, 0);
            if (await _blocks.TakeAsync(cancellationToken) is not { } next) // throws what went wrong
            {
                return 0;
            }

            _current = next;
        }

        var read = Math.Min(buffer.Length, _current.Length - _position);
        _current.Bytes.AsMemory(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Passes the blocks on as they are, without a copy.</summary>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(_current.Bytes.AsMemory(_position, _current.Length - _position), cancellationToken);
        _position = _current.Length;
        while (await _blocks.TakeAsync(cancellationToken) is { } block)
        {
            await destination.WriteAsync(block.Bytes.AsMemory(0, block.Length), cancellationToken);
            _blocks.GiveBack(block);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

#pragma warning disable CA2215 // the base does nothing but call the other of these two
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(_feeding, _unpacking).WaitAsync(EndingLimit, CancellationToken.None);
        }
        catch (Exception ended) when (ended is not OutOfMemoryException)
        {
            // whoever read has been told; whoever stopped reading does not want to know
        }

        await _killing.DisposeAsync();
        await _age.DisposeAsync();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
#pragma warning restore CA2215

    private async Task FeedAsync(SliceFeed feed)
    {
        try
        {
            await feed.RunAsync(_age.Input, _stop.Token);
        }
        catch
        {
            _age.Kill(); // the other half waits for what will not come
            throw;
        }
    }

    private bool Unpack()
    {
        try
        {
            UnpackBlocks();
            _blocks.Complete(null);
            return true;
        }
#pragma warning disable CA1031 // top of a thread: everything goes to whoever reads
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _blocks.Complete(CauseAsync(failure).GetAwaiter().GetResult());
            return false;
        }
    }

    private void UnpackBlocks()
    {
        using var zstd = new ZstdDecompressor(_age.Output);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var total = 0L;
        while (true)
        {
            var bytes = _blocks.Rent();
            var length = zstd.Read(bytes);
            if (length == 0)
            {
                break;
            }

            hash.AppendData(bytes, 0, length);
            total += length;
            if (total > _entry.PlainBytes)
            {
                throw Differs("it is longer than the manifest says");
            }

            _blocks.Pass(new(bytes, length), _stop.Token);
        }

        EnsureEndedWellAsync().GetAwaiter().GetResult();
        if (total != _entry.PlainBytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != _entry.PlainSha256)
        {
            throw Differs(total == _entry.PlainBytes ? "its SHA-256 differs from the manifest" : "it is shorter than the manifest says");
        }
    }

    private async Task EnsureEndedWellAsync()
    {
        await _feeding;
        await EnsureAgeEndedWellAsync();
    }

    private async Task EnsureAgeEndedWellAsync()
    {
        if (await _age.WaitAsync(_stop.Token) is { IsClean: false } exit)
        {
            throw exit.Said.Contains("no identity matched", StringComparison.Ordinal)
                ? new RefusedException("identity_unfit", $"None of the identities opens {_entry.Name}. It was encrypted to the recipients that its manifest lists.")
                : Differs($"age ended with code {exit.Code}: {exit.Said}");
        }
    }

    // What zstd says about a stream that broke off is true and useless; what broke it is known by the feed or by age.
    private async Task<Exception> CauseAsync(Exception failure)
    {
        if (_stop.IsCancellationRequested)
        {
            return new OperationCanceledException(_stop.Token);
        }

        if (failure is not (InvalidDataException or IOException))
        {
            return failure;
        }

        if (failure is InvalidDataException)
        {
            _age.Kill(); // it would wait for ever for somebody to read what is no zstd
        }

        return await FaultOfAsync(_feeding) ?? (failure is InvalidDataException ? null : await FaultOfAsync(EnsureAgeEndedWellAsync())) ?? Differs(failure.Message);
    }

    private static async Task<Exception?> FaultOfAsync(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (IOException)
        {
            return null; // a broken pipe: its neighbour knows more
        }
        catch (Exception cause) when (cause is StoreException or RefusedException or OperationCanceledException)
        {
            return cause;
        }
    }

    private StoreException Differs(string how) => new(StoreFault.Damaged, $"The content of {_entry.Name} is not what was backed up: {how}. Restore from another copy.");
}
