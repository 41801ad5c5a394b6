using DrConsole.Access;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Audit;

/// <summary>A check of all chains that somebody asked for: allowed, carried out, and itself recorded.</summary>
public sealed class AuditInspection(AuditCheck check, AuditedChanges changes)
{
    private const int FaultsRecorded = 20;

    /// <summary>Checks and records the verdict.</summary>
    /// <exception cref="Platform.NotPermittedException">The actor may not read the audit chains.</exception>
    public async Task<InspectionResult> RunAsync(Actor actor, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ReadAudit, ct);
        var verdict = await check.VerifyAsync(ct);
        return new(verdict, await RecordAsync(actor, verdict, ct));
    }

    // A console chain whose head was changed may refuse the entry. Whoever asked must hear the verdict all the same.
    private async Task<bool> RecordAsync(Actor actor, AuditVerdict verdict, CancellationToken ct)
    {
        try
        {
            var summary = new { verdict.IsIntact, verdict.Chains, verdict.Entries, verdict.PlanVersions, FaultCount = verdict.Faults.Count, Faults = verdict.Faults.Take(FaultsRecorded) };
            await changes.NoteAsync(actor, "audit.checked", summary, ct);
            return true;
        }
        catch (DbUpdateException) when (!verdict.IsIntact)
        {
            return false;
        }
    }
}

/// <summary>What a check found, and whether the check itself is in the console's chain.</summary>
public sealed record InspectionResult(AuditVerdict Verdict, bool IsRecorded);
