using DrConsole.Verification;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>Measures the parts of a recovery.</summary>
internal sealed class RecoverySteps(TimeProvider time, IProgress<string>? progress)
{
    private readonly List<VerificationStep> _done = [];

    public IReadOnlyList<VerificationStep> Done => [.. _done];

    /// <summary>Runs a part, and keeps how long it took.</summary>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> work, Func<T, string> describe)
    {
        progress?.Report(name);
        var began = time.GetTimestamp();
        var result = await work();
        _done.Add(new(name, time.GetElapsedTime(began).TotalSeconds, describe(result)));
        return result;
    }
}
