using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Backups.Pipeline;

/// <summary>
/// Carries one stream from its source to all destinations: source → hash → zstd → age → hash → parts. Returns only after the source, zstd and age
/// ended well and the stream is long and whole enough to be believed.
/// </summary>
internal sealed class StreamPipeline(BackupRequest request, FanOut fanOut, PartPool pool, ProgressMeter meter, int partsPerObject, TimeProvider time)
{
    private static readonly TimeSpan EndingLimit = TimeSpan.FromSeconds(30);

    public async Task<ManifestEntry> RunAsync(SourceOutput output, CancellationToken ct)
    {
        meter.Enter(output.Name, $"Reading {output.Name} with {output.Tool}.");
        await using var age = AgeEncryption.Encrypt(request.Recipients, request.RunId);
        var producer = await output.OpenAsync(ct);
        await using var ending = new OnceDisposed(producer);
        await using var contents = output.Format == StreamFormat.PostgresArchive ? ArchiveContents.Start(request.RunId) : null;
        var ends = new StreamEnds();
        var packer = new Packer(producer.Output, age.Input, request.Level, ends, contents, meter, time);
        var slicer = new Slicer(output.Name, age.Output, fanOut, pool, partsPerObject, meter, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var packing = OwnThread.Run($"pack {output.Name}", packer.Run);
        var slicing = OwnThread.Run($"slice {output.Name}", () => slicer.Run(stop.Token));
        try
        {
            await StallWatch.GuardAsync(packing, slicing, packer, slicer, request.StallLimit, time, ct);
            var packed = await packing;
            await producer.EnsureCleanAsync(ct);
            var sliced = await slicing;
            await EnsureCleanAsync(age, ct);
            StreamChecks.EnsureWhole(output, packed.PlainBytes, ends);
            if (contents is not null)
            {
                await contents.EnsureReadableAsync(output.Name, ct);
            }

            meter.Say($"{output.Name} ended well: {Sizes.Say(packed.PlainBytes)} read, {Sizes.Say(sliced.StoredBytes)} stored.");
            return Describe(output, packed, sliced);
        }
        catch (Exception failure)
        {
            await stop.CancelAsync();
            var cause = await CauseAsync(failure, producer, age, ct);
            age.Kill();
            contents?.Kill();
            await EndAsync(ending, packing, slicing);
            if (ReferenceEquals(cause, failure))
            {
                throw;
            }

            throw cause;
        }
    }

    // A broken pipe says only that the neighbour is gone. Why it went is what a person needs to read.
    private static async Task<Exception> CauseAsync(Exception failure, IProducer producer, ChildProcess age, CancellationToken ct)
    {
        if (failure is not IOException || ct.IsCancellationRequested)
        {
            return failure;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await EnsureCleanAsync(age, limit.Token);
            await producer.EnsureCleanAsync(limit.Token);
            return failure;
        }
        catch (Exception cause) when (cause is BackupFailedException or RefusedException)
        {
            return cause;
        }
        catch (OperationCanceledException)
        {
            return failure;
        }
    }

    private static async Task EnsureCleanAsync(ChildProcess age, CancellationToken ct)
    {
        if (await age.WaitAsync(ct) is { IsClean: false } exit)
        {
            throw new BackupFailedException("age_failed", $"age ended with code {exit.Code} and encrypted nothing that can be trusted. {exit.Said}".Trim());
        }
    }

    // Ending the source closes its pipe, and that ends the threads. One that hangs in a stream that cannot be closed is left behind; it holds no secret.
    private static async Task EndAsync(OnceDisposed producer, Task packing, Task slicing)
    {
        try
        {
            await producer.DisposeAsync();
            await Task.WhenAll(packing, slicing).WaitAsync(EndingLimit);
        }
        catch (Exception ended) when (ended is not OutOfMemoryException)
        {
            // What failed first is what is told; these are its consequences.
        }
    }

    private ManifestEntry Describe(SourceOutput output, Packed packed, Sliced sliced) => new()
    {
        Name = output.Name, Format = output.Format, Database = output.Database, Tool = output.Tool, Codec = $"zstd-{request.Level}",
        PlainBytes = packed.PlainBytes, PlainSha256 = packed.PlainSha256,
        StoredBytes = sliced.StoredBytes, StoredSha256 = sliced.StoredSha256, Slices = sliced.Slices,
    };

    // Ended early when something failed, and again on the way out: a producer need not bear that twice.
    private sealed class OnceDisposed(IProducer producer) : IAsyncDisposable
    {
        private bool _isDisposed;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isDisposed, true) ? ValueTask.CompletedTask : producer.DisposeAsync();
    }
}
