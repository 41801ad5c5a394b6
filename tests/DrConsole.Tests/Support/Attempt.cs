namespace DrConsole.Tests.Support;

/// <summary>Runs something that may be refused.</summary>
internal static class Attempt
{
    /// <summary>What it threw, or null.</summary>
    public static async Task<Exception?> Async(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
