namespace DrConsole.Backups.Pipeline;

/// <summary>Counts the bytes of a run and tells its caller now and then. Safe to use from several threads.</summary>
internal sealed class ProgressMeter(IProgress<BackupProgress>? listener, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private string _stage = "";
    private long _plain;
    private long _stored;
    private long _told;

    /// <summary>Rough size of the plain streams, where the source knows it.</summary>
    public long? ExpectedBytes { get; set; }

    /// <summary>A new stage begins.</summary>
    public void Enter(string stage, string? line = null)
    {
        lock (_gate)
        {
            _stage = stage;
            Tell(line);
        }
    }

    /// <summary>Something worth a line in the log.</summary>
    public void Say(string line)
    {
        lock (_gate)
        {
            Tell(line);
        }
    }

    /// <summary>Bytes came from the source.</summary>
    public void AddPlain(int bytes)
    {
        Interlocked.Add(ref _plain, bytes);
        if (listener is not null && time.GetElapsedTime(Interlocked.Read(ref _told)) > Pause)
        {
            lock (_gate)
            {
                Tell(line: null);
            }
        }
    }

    /// <summary>Bytes went to the stores.</summary>
    public void AddStored(int bytes) => Interlocked.Add(ref _stored, bytes);

    private void Tell(string? line)
    {
        Interlocked.Exchange(ref _told, time.GetTimestamp());
        listener?.Report(new(_stage, Interlocked.Read(ref _plain), Interlocked.Read(ref _stored), ExpectedBytes) { Line = line });
    }
}
