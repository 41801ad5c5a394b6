using System.Text.Json;
using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Cli.Backups;

/// <summary>Exit codes of <c>backup</c>, as docs/configuration.md lists them.</summary>
internal static class BackupExit
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Refused = 2;
    public const int OutOfReach = 3;
    public const int Degraded = 4;

    /// <summary>This machine lacks what an examination takes; that says nothing about the backup.</summary>
    public const int NotVerifiable = 5;

    public const int Cancelled = 130;

    /// <summary>Runs a command, and turns how it ended into its exit code and a sentence (or a line of JSON).</summary>
    public static async Task<int> RunAsync(bool json, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception failure) when (Find(failure) is { } end)
        {
            Console.Error.WriteLine(Terminal.Plain(failure.Message));
            if (json)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new { failed = end.Name, message = failure.Message }, CanonicalJson.Options));
            }

            return end.Code;
        }
    }

    /// <summary>Carries out what changes a target from some moment on: a failure before it is a refusal, one after it leaves something that must not be used.</summary>
    /// <param name="isTouched">Whether that moment has come.</param>
    /// <param name="target">The target's identity.</param>
    public static async Task<T> IntoAsync<T>(string target, Func<bool> isTouched, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (isTouched() && Find(failure) is { } end)
        {
            Console.Error.WriteLine(Terminal.Plain($"{target} must not be used: the restore broke off, and what is in it is incomplete."));
            if (end.Code == Cancelled)
            {
                throw;
            }

            throw new BrokenOffException(end.Name, failure);
        }
    }

    private static (int Code, string Name)? Find(Exception failure) => failure switch
    {
        BrokenOffException broken => (Failed, broken.Code),
        BackupFailedException failed => (failed.InnerException is StoreException { IsPassing: true } ? OutOfReach : Failed, failed.Code),
        RefusedException refused => (Refused, refused.Code),
        StoreException { Fault: StoreFault.Damaged or StoreFault.ObjectMissing } store => (Failed, Named(store)),
        StoreException { Fault: StoreFault.Unsupported or StoreFault.Locked } store => (Refused, Named(store)),
        StoreException store => (OutOfReach, Named(store)),
        OperationCanceledException => (Cancelled, "cancelled"),
        _ => null,
    };

    private static string Named(StoreException failure) => $"store_{JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Fault.ToString())}";

    /// <summary>A restore that had begun came to nothing.</summary>
    private sealed class BrokenOffException(string code, Exception cause) : Exception(cause.Message, cause)
    {
        public string Code => code;
    }
}
