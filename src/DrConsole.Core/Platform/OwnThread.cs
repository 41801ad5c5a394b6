namespace DrConsole.Platform;

/// <summary>Runs long blocking work on a thread of its own, so that it takes none of the pool that answers requests.</summary>
internal static class OwnThread
{
    /// <summary>Starts the work; the task ends with it, and carries what it threw.</summary>
    /// <param name="name">Shown by debuggers.</param>
    public static Task<T> Run<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
#pragma warning disable CA1031 // top of a thread: everything goes to whoever awaits the task
            catch (Exception failure)
#pragma warning restore CA1031
            {
                done.SetException(failure);
            }
        })
        {
            IsBackground = true, Name = name,
        };
        thread.Start();
        return done.Task;
    }
}
