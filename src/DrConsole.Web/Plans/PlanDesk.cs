using DrConsole.Plans;
using DrConsole.Web.Access;

namespace DrConsole.Web.Plans;

/// <summary>What the person at this circuit does with plans: commands in their name, and a fresh look afterwards.</summary>
public sealed class PlanDesk(PlanCommands commands, CurrentActor current, PlanShelf shelf, TimeProvider clock)
{
    /// <summary>A name for one command. Sent twice under one name, a command is done once.</summary>
    public Guid NewCommand() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>Publishes a draft. Returns the version's id.</summary>
    public async Task<Guid> PublishAsync(Guid commandId, Guid draftId, string? note, CancellationToken ct)
    {
        var version = await commands.PublishAsync(await current.GetAsync(), commandId, draftId, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), ct);
        shelf.Clear();
        return version;
    }

    /// <summary>Removes a draft.</summary>
    public async Task DiscardDraftAsync(Guid commandId, Guid draftId, CancellationToken ct)
    {
        await commands.DiscardDraftAsync(await current.GetAsync(), commandId, draftId, ct);
        shelf.Clear();
    }
}
