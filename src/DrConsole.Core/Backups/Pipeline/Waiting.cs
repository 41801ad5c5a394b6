namespace DrConsole.Backups.Pipeline;

/// <summary>Since when a thread waits for something: a watcher on another thread finds out whether that has been too long.</summary>
internal sealed class Waiting(TimeProvider time)
{
    private const long NotWaiting = long.MinValue;
    private long _since = NotWaiting;

    /// <summary>How long the wait under way has lasted; zero when there is none.</summary>
    public TimeSpan For => Interlocked.Read(ref _since) is var since and not NotWaiting ? time.GetElapsedTime(since) : TimeSpan.Zero;

    public void Begin() => Interlocked.Exchange(ref _since, time.GetTimestamp());

    public void End() => Interlocked.Exchange(ref _since, NotWaiting);
}
