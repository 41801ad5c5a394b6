namespace DrConsole.Backups.Pipeline;

/// <summary>Waits for both halves of the pipeline, and gives up when one of them waits for too long: a tool that hangs looks like one that works.</summary>
internal static class StallWatch
{
    /// <summary>Returns when both ended well.</summary>
    /// <exception cref="BackupFailedException">Nothing came from the source, or from age, for the limit.</exception>
    public static async Task GuardAsync(Task packing, Task slicing, Packer packer, Slicer slicer, TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        var all = FirstFailureAsync(packing, slicing);
        using var pulse = new PeriodicTimer(TimeSpan.FromTicks(Math.Max(limit.Ticks / 8, TimeSpan.TicksPerMillisecond)), time);
        while (true)
        {
            var tick = pulse.WaitForNextTickAsync(ct).AsTask();
            if (await Task.WhenAny(all, tick) == all)
            {
                await all;
                return;
            }

            await tick; // throws when the run is cancelled
            if (packer.Reading.For > limit)
            {
                throw new BackupFailedException("source_stalled", $"The source gave no byte for {limit.TotalSeconds:0} seconds. Look whether it waits for a lock or hangs, then run the backup again.");
            }

            if (packer.Writing.For > limit && slicer.Reading.For > limit)
            {
                throw new BackupFailedException("age_stalled", $"age took nothing and gave nothing for {limit.TotalSeconds:0} seconds.");
            }
        }
    }

    // The first failure, not the last: the other half may wait for ever for the one that failed.
    private static async Task FirstFailureAsync(Task packing, Task slicing)
    {
        await await Task.WhenAny(packing, slicing);
        await Task.WhenAll(packing, slicing);
    }
}
