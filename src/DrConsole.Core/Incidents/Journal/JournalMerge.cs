using DrConsole.Alarms;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.Extensions.Logging;

namespace DrConsole.Incidents.Journal;

/// <summary>
/// Brings what nodes kept to the database as soon as that answers: each act is carried out with its own command id, so that it counts once whatever
/// happened before. What cannot be carried out any more is recorded with its reason; nothing is dropped.
/// </summary>
public sealed partial class JournalMerge(IncidentJournal journal, IncidentCommands commands, AlarmCommands alarms, ILogger<JournalMerge> logger)
{
    private bool? _isAlarming; // unknown at the start: a node before this one may have raised it

    /// <summary>Brings everything that this node holds, also what nodes that died left in its data folder. Throws while the database is away.</summary>
    public async Task MergeAsync(CancellationToken ct)
    {
        journal.TakeOver();
        await SayUnreadableAsync(ct);
        List<Exception> defects = [];
        foreach (var incident in journal.Pending().GroupBy(kept => kept.IncidentId))
        {
            try
            {
                await MergeAsync(incident, ct);
            }
            catch (Exception defect) when (!DatabaseAway.Is(defect) && defect is not OperationCanceledException)
            {
                defects.Add(defect); // keeps no other incident waiting
            }
        }

        if (defects.Count > 0)
        {
            throw new AggregateException("What this node kept about an incident cannot be brought to the database; it stays in the journal.", defects);
        }
    }

    // In their order: a later one may build on an earlier one.
    private async Task MergeAsync(IEnumerable<KeptAct> acts, CancellationToken ct)
    {
        foreach (var kept in acts)
        {
            journal.Settle(kept, await CarryOutAsync(kept, ct));
        }
    }

    private async Task<string> CarryOutAsync(KeptAct kept, CancellationToken ct)
    {
        try
        {
            await commands.CarryOutAsync(kept.Actor, kept.CommandId, kept.IncidentId, kept.Act, ct, kept.Kept);
            return JournalLine.Recorded;
        }
        catch (Exception refusal) when (refusal is RefusedException or NotFoundException or NotPermittedException)
        {
            LogNotCarriedOut(refusal, kept.IncidentId, kept.Actor.Name);
            return await RecordAsync(kept, refusal.Message, ct);
        }
        catch (Exception defect) when (defect is not StaleException and not OperationCanceledException && !DatabaseAway.Is(defect))
        {
            LogDefect(defect, kept.IncidentId, kept.Actor.Name);
            return await RecordAsync(kept, "The console failed at it by a defect of its own; its log says more. Enter it by hand.", ct);
        }
    }

    private async Task<string> RecordAsync(KeptAct kept, string why, CancellationToken ct)
    {
        await commands.RecordNotCarriedOutAsync(kept, why, ct);
        return $"not carried out: {why}";
    }

    // One that was tampered with or damaged is for a person to look at; it is neither used nor removed.
    private async Task SayUnreadableAsync(CancellationToken ct)
    {
        var (unreadable, subject) = (journal.Unreadable(), $"{Environment.MachineName}:{journal.Folder}");
        if (unreadable.Count > 0)
        {
            await alarms.RaiseAsync(
                AlarmKind.JournalUnreadable, subject,
                $"What was done in incidents while the database was away cannot be brought to it: {string.Join("; ", unreadable)}. The lines are text: enter by hand what they say, then move the file away.",
                ct);
        }
        else if (_isAlarming != false)
        {
            await alarms.ClearAsync(AlarmKind.JournalUnreadable, subject, ct);
        }

        _isAlarming = unreadable.Count > 0;
    }

    [LoggerMessage(1, LogLevel.Warning, "What {Actor} did in incident {IncidentId} while the database was away cannot be carried out any more; the timeline says so")]
    private partial void LogNotCarriedOut(Exception refusal, Guid incidentId, string actor);

    [LoggerMessage(2, LogLevel.Error, "What {Actor} did in incident {IncidentId} while the database was away fails by a defect; the timeline says so")]
    private partial void LogDefect(Exception defect, Guid incidentId, string actor);
}
