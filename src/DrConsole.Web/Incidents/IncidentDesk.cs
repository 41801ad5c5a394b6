using DrConsole.Access;
using DrConsole.Incidents;
using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Incidents;

/// <summary>What the parts of one open incident page share: who works here, what they may do, and how a change is sent.</summary>
public sealed record IncidentDesk(
    Guid IncidentId, Actor Actor, bool MayRun, bool MayCommand, IncidentCommands Commands, IncidentActs Acts, LiveFeed Feed, TimeProvider Clock, CancellationToken Left)
{
    /// <summary>The state of one form or row.</summary>
    public Saving NewSaving() => new(Clock, Left);

    /// <summary>Saves, then has this node's board read again at once, without waiting for the notification.</summary>
    public async Task<bool> SaveAsync(Saving saving, Func<Guid, CancellationToken, Task> work, Action changed)
    {
        var isSaved = await saving.RunAsync(work, changed);
        Feed.Publish(Topic.Incident(IncidentId)); // a refusal too means that the page showed something old
        return isSaved;
    }

    /// <summary>Saves what does not wait for the database: while that is away this node keeps it, and the board shows it so.</summary>
    public Task<bool> DoAsync(Saving saving, IncidentAct act, Action changed) =>
        SaveAsync(saving, (commandId, ct) => Acts.DoAsync(Actor, MayRun, commandId, IncidentId, act, ct), changed);
}
