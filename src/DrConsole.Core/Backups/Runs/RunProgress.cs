using System.Text;
using DrConsole.Backups.Pipeline;

namespace DrConsole.Backups.Runs;

/// <summary>Collects what the engine says of a run between two writes to the database.</summary>
internal sealed class RunProgress(TimeProvider clock) : IProgress<BackupProgress>
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _lines = new();
    private BackupProgress _last = new("checking", 0, 0, null);
    private DateTimeOffset _movedAt = clock.GetUtcNow();
    private long _movedStamp = clock.GetTimestamp();

    /// <summary>How long nothing has moved, by the monotonic clock.</summary>
    public TimeSpan Still
    {
        get
        {
            lock (_gate)
            {
                return clock.GetElapsedTime(_movedStamp);
            }
        }
    }

    /// <summary>Where the run is, in words.</summary>
    public string Stage
    {
        get
        {
            lock (_gate)
            {
                return _last.Stage;
            }
        }
    }

    public void Report(BackupProgress value)
    {
        lock (_gate)
        {
            if (value.PlainBytes != _last.PlainBytes || value.StoredBytes != _last.StoredBytes || value.Stage != _last.Stage)
            {
                (_movedAt, _movedStamp) = (clock.GetUtcNow(), clock.GetTimestamp());
            }

            _lines.Append(value.Stage != _last.Stage ? RunLedger.Line(_movedAt, value.Stage) : "").Append(value.Line is { } line ? RunLedger.Line(clock.GetUtcNow(), line) : "");
            _last = value;
        }
    }

    /// <summary>A line of the run's own.</summary>
    public void Say(string line)
    {
        lock (_gate)
        {
            _lines.Append(RunLedger.Line(clock.GetUtcNow(), line));
        }
    }

    /// <summary>What is to be written now; the lines are given out once.</summary>
    public RunReport Take()
    {
        lock (_gate)
        {
            var lines = _lines.ToString();
            _lines.Clear();
            return new(_last.Stage.Length > 300 ? _last.Stage[..300] : _last.Stage, _last.PlainBytes, _last.StoredBytes, _last.ExpectedBytes, _movedAt, lines);
        }
    }

    /// <summary>Gives back what could not be written: its lines come first next time.</summary>
    public void Return(RunReport report)
    {
        lock (_gate)
        {
            _lines.Insert(0, report.Lines);
        }
    }
}
