using DrConsole.Alarms;

namespace DrConsole.Backups.Keys;

/// <summary>Tells when nobody has proved for too long to hold an escrow identity, or when there is no escrow key at all.</summary>
public sealed class EscrowWatch(IKeyQueries keys, AlarmCommands alarms, TimeProvider clock)
{
    /// <summary>Subject of the alarm that there is no escrow key.</summary>
    public const string NoEscrow = "escrow";

    /// <summary>Raises and clears the alarms.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        var overview = await keys.OverviewAsync(ct);
        await SayAsync(overview.LacksEscrow, NoEscrow, "There is no escrow key: who loses this console loses every backup with it. Add one on the page Keys.", ct);
        foreach (var key in overview.Keys.Where(key => key.IsEscrow))
        {
            await SayAsync(
                key.IsUnproven(clock.GetUtcNow()), key.Id.ToString(),
                $"Nobody has proved within {EscrowCommands.ProofHolds.TotalDays:0} days to hold the escrow identity that ends in {KeyNames.Ending(key.Recipient)}. Answer its challenge on the page Keys.", ct);
        }
    }

    private Task<bool> SayAsync(bool isWrong, string subject, string text, CancellationToken ct) =>
        isWrong ? alarms.RaiseAsync(AlarmKind.EscrowUnproven, subject, text, ct) : alarms.ClearAsync(AlarmKind.EscrowUnproven, subject, ct);
}
