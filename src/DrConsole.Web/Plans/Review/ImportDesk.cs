using DrConsole.Plans.Import;
using DrConsole.Plans.Review;
using DrConsole.Platform;
using DrConsole.Web.Access;

namespace DrConsole.Web.Plans.Review;

/// <summary>Brings documents in, in the name of the person at this circuit.</summary>
public sealed class ImportDesk(ImportCommands commands, CurrentActor current, TimeProvider clock)
{
    /// <summary>Keeps what the documents propose. Returns the import's id.</summary>
    /// <param name="planId">The plan that they are for; null makes a new plan.</param>
    public async Task<Guid> ProposeAsync(IReadOnlyList<ImportedFile> files, Guid? planId, CancellationToken ct) =>
        await commands.ProposeAsync(await current.GetAsync(), Guid.CreateVersion7(clock.GetUtcNow()), files, ct, planId);

    /// <summary>Why a document cannot be imported; null when it can.</summary>
    public static string? Fault(ImportedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            PlanImporter.Import(file.Name, file.Text);
            return null;
        }
        catch (RefusedException refusal)
        {
            return refusal.Message;
        }
    }
}
