namespace DrConsole.Tests.Support;

/// <summary>Waits for something that another thread or process does; fails after a generous limit.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> holds, Func<string>? describe = null) => TrueAsync(() => Task.FromResult(holds()), describe);

    /// <param name="describe">How things stand, for the message when it was in vain.</param>
    public static async Task TrueAsync(Func<Task<bool>> holds, Func<string>? describe = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            while (!await holds())
            {
                await Task.Delay(Pause, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested && describe is not null)
        {
            Assert.Fail($"In vain for {Limit.TotalMinutes} minutes. {describe()}");
        }
    }
}
