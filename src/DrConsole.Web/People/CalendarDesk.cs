using DrConsole.Access;
using DrConsole.People;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;

namespace DrConsole.Web.People;

/// <summary>What the person at this circuit does with calendar addresses.</summary>
public sealed class CalendarDesk(CalendarFeedCommands commands, ICalendarFeedQueries feeds, CurrentActor current, TimeProvider clock)
{
    /// <summary>The changes.</summary>
    public CalendarFeedCommands Commands => commands;

    /// <summary>The state of one form.</summary>
    public Saving NewSaving(CancellationToken left) => new(clock, left);

    /// <summary>The addresses that this person may see.</summary>
    public async Task<IReadOnlyList<CalendarFeedRow>> ListAsync(Guid planId, string rotationKey, CancellationToken ct) =>
        await feeds.ListAsync(planId, rotationKey, await current.MayAsync(Right.ManageAccess) ? null : (await current.GetAsync()).Id, ct);

    /// <summary>Saves in this person's name.</summary>
    public async Task<bool> SaveAsync(Saving saving, Func<Actor, Guid, CancellationToken, Task> work, Action changed)
    {
        ArgumentNullException.ThrowIfNull(saving);
        var actor = await current.GetAsync();
        return await saving.RunAsync((id, ct) => work(actor, id, ct), changed);
    }
}
