using DrConsole.Access;
using DrConsole.Plans.Review;
using DrConsole.Platform;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans.Review;

/// <summary>What the parts of one open review share: who works here, what they may do, and how a change is sent.</summary>
public sealed record ReviewDesk(Guid ImportId, Actor Actor, bool MayEdit, ImportCommands Commands, LiveFeed Feed, TimeProvider Clock, CancellationToken Left)
{
    /// <summary>The state of one row or form.</summary>
    public Saving NewSaving() => new(Clock, Left);

    /// <summary>Saves, then has this node's pages read the import again at once.</summary>
    public async Task<bool> SaveAsync(Saving saving, Func<Guid, CancellationToken, Task> work, Action changed)
    {
        ArgumentNullException.ThrowIfNull(saving);
        var isSaved = await saving.RunAsync(work, changed);
        Feed.Publish(Topic.PlanImport(ImportId)); // a refusal too means that the page showed something old
        return isSaved;
    }

    /// <summary>Decides about one proposal.</summary>
    public Task<bool> DecideAsync(Saving saving, ReviewRow row, Verdict to, Action changed) =>
        SaveAsync(saving, (command, ct) => Commands.DecideAsync(Actor, command, ImportId, [new(row.Id, row.Verdict, to)], ct), changed);
}
