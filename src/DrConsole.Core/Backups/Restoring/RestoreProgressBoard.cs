using System.Globalization;
using System.Text;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring;

/// <summary>Writes a restore's progress to its row at most once a second, and stops it when somebody asked for that.</summary>
internal sealed class RestoreProgressBoard : IProgress<RestoreProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly StringBuilder _lines = new();
    private readonly RestoreLedger _ledger;
    private readonly Lease _lease;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _work;
    private readonly Task _writing;
    private RestoreProgress _last = new("starting", 0, 0);

    public RestoreProgressBoard(RestoreLedger ledger, Lease lease, TimeProvider clock, CancellationToken ct)
    {
        (_ledger, _lease, _clock) = (ledger, lease, clock);
        _work = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _writing = WriteAsync();
    }

    /// <summary>Cancelled with the caller's token, and when somebody asked it to stop.</summary>
    public CancellationToken Token => _work.Token;

    /// <summary>Somebody asked it to stop.</summary>
    public bool IsCancelled { get; private set; }

    public void Report(RestoreProgress value)
    {
        lock (_gate)
        {
            _last = value;
            if (value.Line is { } line)
            {
                Add(line);
            }
        }
    }

    /// <summary>Adds a line to the log.</summary>
    public void Say(string line)
    {
        lock (_gate)
        {
            Add(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
        _work.Dispose();
    }

    private void Add(string line) => _lines.Append(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow().UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC  {SafeText.Clean(line)}\n");

    private async Task WriteAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await FlushAsync();
                await Task.Delay(Pace, _clock, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The work ended: what was said last is still to be written.
        }

        await FlushAsync();
    }

    // The database may be away for a moment: what was not written is kept for the next second. Who holds the lease is watched by its keeper.
    private async Task FlushAsync()
    {
        var (last, lines) = TakeLines();
        try
        {
            if (await _ledger.ReportAsync(_lease, last.Stage, last.Bytes, last.ExpectedBytes > 0 ? last.ExpectedBytes : null, lines, CancellationToken.None) && !IsCancelled)
            {
                IsCancelled = true;
                await _work.CancelAsync();
            }
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            lock (_gate)
            {
                _lines.Insert(0, lines);
            }
        }
        catch (LeaseLostException)
        {
            await _work.CancelAsync();
        }
    }

    private (RestoreProgress Last, string Lines) TakeLines()
    {
        lock (_gate)
        {
            var lines = _lines.ToString();
            _lines.Clear();
            return (_last, lines);
        }
    }
}
