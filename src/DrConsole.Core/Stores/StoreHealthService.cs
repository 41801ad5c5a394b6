using DrConsole.Platform;
using Microsoft.Extensions.Logging;

namespace DrConsole.Stores;

/// <summary>Asks the stores every few minutes.</summary>
internal sealed class StoreHealthService(StoreHealth health, TimeProvider clock, ILogger<StoreHealthService> logger) : PeriodicService(TimeSpan.FromMinutes(3), clock, logger)
{
    protected override Task OnceAsync(CancellationToken ct) => health.CheckAsync(ct);
}
