using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>All destinations of a run. Each step goes to all that still take part; the slowest sets the pace, until it has stalled for too long.</summary>
internal sealed class FanOut(IReadOnlyList<DestinationLane> lanes)
{
    public IReadOnlyList<DestinationLane> Lanes => lanes;

    private IEnumerable<DestinationLane> Alive => lanes.Where(lane => lane.IsAlive);

    /// <summary>Begins the next object everywhere.</summary>
    /// <exception cref="BackupFailedException">No destination is left.</exception>
    public Task BeginAsync(string file, CancellationToken ct) => EachAsync(lane => lane.BeginAsync(file, ct));

    /// <summary>Sends a part everywhere, and lets go of it.</summary>
    /// <exception cref="BackupFailedException">No destination is left.</exception>
    public async Task WriteAsync(Part part, CancellationToken ct)
    {
        try
        {
            await EachAsync(lane => lane.WriteAsync(part, ct));
        }
        finally
        {
            part.Release();
        }
    }

    /// <summary>Makes a step at each destination that still takes part.</summary>
    /// <exception cref="BackupFailedException">No destination is left.</exception>
    public async Task EachAsync(Func<DestinationLane, Task> step)
    {
        await Task.WhenAll(Alive.Select(step));
        if (!Alive.Any())
        {
            throw new BackupFailedException(
                "no_destination", $"No store took the backup. {string.Join(" ", lanes.Select(lane => $"{lane.Name}: {lane.Fault}"))}");
        }
    }
}
