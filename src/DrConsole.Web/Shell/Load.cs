using DrConsole.Platform;

namespace DrConsole.Web.Shell;

/// <summary>What a page has read so far: nothing yet (<see cref="Items"/> is null), rows, or a failure, perhaps beside older rows.</summary>
/// <param name="Items">The rows of the last read that succeeded.</param>
/// <param name="Failure">A sentence for the reader when the last read failed.</param>
public sealed record Load<T>(IReadOnlyList<T>? Items = null, string? Failure = null)
{
    /// <summary>Reads again. A failure keeps the old rows and is told beside them.</summary>
    public async Task<Load<T>> RefreshAsync(Func<CancellationToken, Task<IReadOnlyList<T>>> read, ILogger logger, CancellationToken left)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return new(await read(left));
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return this;
        }
        catch (Exception failure) when (failure is RefusedException or NotPermittedException)
        {
            return this with { Failure = failure.Message };
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LoadLog.Failed(logger, typeof(T).Name, failure);
            return this with { Failure = "The console could not read this just now." };
        }
    }

    /// <summary>Reads one thing again; nothing found is an empty list.</summary>
    public Task<Load<T>> RefreshOneAsync(Func<CancellationToken, Task<T?>> read, ILogger logger, CancellationToken left) =>
        RefreshAsync(async ct => await read(ct) is { } found ? [found] : [], logger, left);
}

internal static partial class LoadLog
{
    [LoggerMessage(1, LogLevel.Error, "Reading {What} for a page failed")]
    public static partial void Failed(ILogger logger, string what, Exception failure);
}
