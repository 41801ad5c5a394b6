using DrConsole.Platform;
using Microsoft.Extensions.Logging;

namespace DrConsole.Backups.Keys;

/// <summary>Looks at the proofs of the escrow keys every hour.</summary>
internal sealed class EscrowService(EscrowWatch watch, TimeProvider clock, ILogger<EscrowService> logger) : PeriodicService(TimeSpan.FromHours(1), clock, logger)
{
    protected override Task OnceAsync(CancellationToken ct) => watch.CheckAsync(ct);
}
