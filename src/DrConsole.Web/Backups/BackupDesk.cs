using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups;

/// <summary>What the pages about backups share: who works here, what they may do, and how a change is sent.</summary>
public sealed class BackupDesk(CurrentActor current, LiveFeed feed, TimeProvider clock)
{
    /// <summary>The console's time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Whether to show what needs the right. The command checks again in the database.</summary>
    public Task<bool> MayAsync(Right right) => current.MayAsync(right);

    /// <summary>The state of one form or button.</summary>
    public Saving NewSaving(CancellationToken left) => new(clock, left);

    /// <summary>Saves, then has this node's pages read again at once, without waiting for the notification.</summary>
    public async Task<bool> SaveAsync(Saving saving, Func<Actor, Guid, CancellationToken, Task> work, Action changed)
    {
        ArgumentNullException.ThrowIfNull(saving);
        var actor = await current.GetAsync();
        var isSaved = await saving.RunAsync((id, ct) => work(actor, id, ct), changed);
        feed.Publish(Topic.Backups); // a refusal too means that the page showed something old
        feed.Publish(Topic.Stores);
        return isSaved;
    }
}
