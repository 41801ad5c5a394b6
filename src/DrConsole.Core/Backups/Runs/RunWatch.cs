using System.Data.Common;
using DrConsole.Backups.Policies;
using DrConsole.Platform;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Beside a run while it works: writes its progress once a second, and stops it when somebody asks, when it takes too long, when nothing moves, and
/// when its lease is lost.
/// </summary>
internal sealed class RunWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly RunLedger _ledger;
    private readonly LeaseKeeper _keeper;
    private readonly RunProgress _progress;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _ceiling;
    private readonly TimeSpan _stall;
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public RunWatch(RunLedger ledger, LeaseKeeper keeper, RunProgress progress, BackupPolicy policy, TimeProvider clock)
    {
        (_ledger, _keeper, _progress, _clock) = (ledger, keeper, progress, clock);
        (_ceiling, _stall) = (TimeSpan.FromMinutes(policy.CeilingMinutes), TimeSpan.FromMinutes(policy.StallMinutes));
        _work = CancellationTokenSource.CreateLinkedTokenSource(keeper.Token);
        _watching = WatchAsync();
    }

    /// <summary>Cancelled when the run is to stop, for whatever reason.</summary>
    public CancellationToken Token => _work.Token;

    /// <summary>Why it was stopped from here; null when it was not.</summary>
    public RunEnd? Stopped { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        _work.Dispose();
    }

    private async Task WatchAsync()
    {
        var began = _clock.GetTimestamp();
        try
        {
            while (Stopped is null)
            {
                await Task.Delay(Pause, _clock, _stop.Token);
                Stopped = await IsCancelledAsync() ? new(RunState.Cancelled, null)
                    : _clock.GetElapsedTime(began) >= _ceiling
                        ? new(RunState.Failed, $"It was ended because it took longer than {_ceiling.TotalMinutes:0} min, the policy's ceiling. Find out what slowed it, or raise the ceiling.")
                    : _progress.Still >= _stall
                        ? new(RunState.Failed, $"It was ended because nothing moved for {_stall.TotalMinutes:0} min while “{_progress.Stage}”. Look whether the source and the stores answer.")
                    : null;
            }

            await _work.CancelAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The run has ended.
        }
        catch (LeaseLostException)
        {
            await _work.CancelAsync();
        }
    }

    // A database that is away for a moment stops nothing: the keeper of the lease decides for how long. A write that has begun is ended, though the run
    // ends meanwhile: its lines would be lost.
    private async Task<bool> IsCancelledAsync()
    {
        var report = _progress.Take();
        try
        {
            return await _ledger.ReportAsync(_keeper.Lease, report, CancellationToken.None);
        }
        catch (Exception failure) when (failure is DbException or TimeoutException || (failure is InvalidOperationException && failure.InnerException is DbException))
        {
            _progress.Return(report);
            return false;
        }
    }
}
