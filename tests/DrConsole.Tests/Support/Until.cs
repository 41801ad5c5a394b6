namespace DrConsole.Tests.Support;

/// <summary>Waits for something that another thread or process does; fails after a generous limit.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> holds) => TrueAsync(() => Task.FromResult(holds()));

    public static async Task TrueAsync(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (!await holds())
        {
            await Task.Delay(Pause, limit.Token);
        }
    }
}
