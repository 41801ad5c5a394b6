using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Plans;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans;

/// <summary>What the person at this circuit does with plans: commands in their name, and a fresh look afterwards.</summary>
public sealed class PlanDesk(PlanCommands commands, CurrentActor current, PlanShelf shelf, LiveFeed feed, TimeProvider clock)
{
    /// <summary>The changes of plans.</summary>
    public PlanCommands Commands => commands;

    /// <summary>The state of one form.</summary>
    public Saving NewSaving(CancellationToken left) => new(clock, left);

    /// <summary>Who sits here.</summary>
    public Task<Actor> ActorAsync() => current.GetAsync();

    /// <summary>Saves, then has this node's pages read again at once, without waiting for the notification.</summary>
    public async Task<bool> SaveAsync(Saving saving, Func<Actor, Guid, CancellationToken, Task> work, Action changed)
    {
        ArgumentNullException.ThrowIfNull(saving);
        var actor = await current.GetAsync();
        var isSaved = await saving.RunAsync((id, ct) => work(actor, id, ct), changed);
        shelf.Clear();
        feed.Publish(Topic.Plans); // a refusal too means that the page showed something old
        return isSaved;
    }
}
