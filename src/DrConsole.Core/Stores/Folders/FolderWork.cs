namespace DrConsole.Stores.Folders;

/// <summary>Carries out blocking file calls beside the caller: a network mount may hang for minutes, and no cancellation reaches into it.</summary>
internal static class FolderWork
{
    public static async Task<T> RunAsync<T>(FolderAddress address, Func<T> work, CancellationToken ct)
    {
        try
        {
            return await Task.Run(work, ct).WaitAsync(ct);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FolderFaults.Of(address, failure);
        }
    }

    public static Task RunAsync(FolderAddress address, Action work, CancellationToken ct) => RunAsync(
        address,
        () =>
        {
            work();
            return true;
        },
        ct);
}
