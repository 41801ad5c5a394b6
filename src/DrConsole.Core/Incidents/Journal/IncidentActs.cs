using DrConsole.Access;
using DrConsole.Database;
using DrConsole.Platform;

namespace DrConsole.Incidents.Journal;

/// <summary>
/// Carries out what responders do or, while the database is away or does not answer, keeps it in this node's journal. Either way it counts once:
/// the command id stays the same.
/// </summary>
public sealed class IncidentActs(IncidentCommands commands, IncidentJournal journal, IncidentBoards boards, TimeProvider clock)
{
    /// <summary>How long an act waits for a database that takes it and says nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Does it. When this returns, it is in the database or on this node's disk.</summary>
    /// <param name="mayRun">What the actor's session says of the right to run an incident; the database is asked when the act is carried out.</param>
    /// <exception cref="RefusedException">It cannot be done, as far as this node knows; nothing is saved.</exception>
    /// <exception cref="TimeoutException">Neither the database nor this node's disk takes it: try again.</exception>
    public async Task DoAsync(Actor actor, bool mayRun, Guid commandId, Guid incidentId, IncidentAct act, CancellationToken ct)
    {
        // Behind what is kept already, or the two would change places.
        if (journal.Pending(incidentId).Count > 0 || !await TryAsync(actor, commandId, incidentId, act, ct))
        {
            Keep(actor, mayRun, commandId, incidentId, act);
        }
    }

    // False when the database is away, or its answer is not known.
    private async Task<bool> TryAsync(Actor actor, Guid commandId, Guid incidentId, IncidentAct act, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await commands.CarryOutAsync(actor, commandId, incidentId, act, either.Token);
            return true;
        }
        catch (Exception away) when (DatabaseAway.Is(away) || (patience.IsCancellationRequested && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    private void Keep(Actor actor, bool mayRun, Guid commandId, Guid incidentId, IncidentAct act)
    {
        if (!mayRun)
        {
            throw new NotPermittedException(actor.Name, nameof(Right.RunIncident));
        }

        IncidentCommands.Check(act);
        if (boards.Peek(incidentId)?.Board is { } board)
        {
            Check(board, act);
        }

        try
        {
            journal.Keep(actor, commandId, incidentId, act);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new TimeoutException("Neither the database nor this node's disk takes it.", unwritable);
        }
    }

    // With what this node kept already, of which the database knows nothing yet.
    private static void Check(IncidentBoard board, IncidentAct act)
    {
        if (board.Incident.State != IncidentState.Open)
        {
            throw Incident.AlreadyResolved(board.Incident.Title, board.Incident.ResolvedAt);
        }

        if (act is ItemAct move)
        {
            var item = board.Checklists.SelectMany(list => list.Items).FirstOrDefault(candidate => candidate.Id == move.ItemId) ?? throw new NotFoundException("checklist item", move.ItemId);
            if (item.Revision != move.SeenRevision)
            {
                throw IncidentItem.Overtaken(item.ChangedByName, item.State, item.ChangedAt);
            }
        }
    }
}
