using System.Data.Common;

namespace DrConsole.Platform;

/// <summary>
/// Renews a lease while its work goes on. The work watches <see cref="Token"/>: it is cancelled when somebody took the lease over, and when
/// it could not be renewed for as long as it lasts, because then somebody may have.
/// </summary>
public sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly Func<Lease, CancellationToken, Task<bool>> _renewAsync;
    private readonly LeaseOptions _options;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    internal LeaseKeeper(Func<Lease, CancellationToken, Task<bool>> renewAsync, Lease lease, LeaseOptions options, TimeProvider clock, CancellationToken ct)
    {
        (_renewAsync, Lease, _options, _clock) = (renewAsync, lease, options, clock);
        _work = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _renewing = RenewAsync();
    }

    public Lease Lease { get; }

    /// <summary>Cancelled with the caller's token, and when the lease is lost.</summary>
    public CancellationToken Token => _work.Token;

    /// <summary>True once the work was cancelled because the lease is not ours any more, or may not be.</summary>
    public bool IsLost { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        _stop.Dispose();
        _work.Dispose();
    }

    private async Task RenewAsync()
    {
        var renewedAt = _clock.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(_options.RenewEvery, _clock, _stop.Token);
                var before = _clock.GetTimestamp(); // the lease lasts from when the database saw it, which is not before this
                switch (await TryAsync(_options.Length - _clock.GetElapsedTime(renewedAt)))
                {
                    case true:
                        renewedAt = before;
                        break;
                    case null when _clock.GetElapsedTime(renewedAt) < _options.Length:
                        break; // the database is away; there is time left
                    default:
                        IsLost = true;
                        await _work.CancelAsync();
                        return;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The work is done.
        }
    }

    // Null when nobody can say. A database that hangs is asked no longer than the lease lasts.
    private async Task<bool?> TryAsync(TimeSpan left)
    {
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1), _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            return await _renewAsync(Lease, either.Token);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or TimeoutException
            || (failure is OperationCanceledException && !_stop.IsCancellationRequested))
        {
            return null;
        }
    }
}
