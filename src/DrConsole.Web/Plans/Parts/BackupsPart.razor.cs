using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>What is to be backed up, how often, where to, and for how long it is kept, as the document says it.</summary>
public sealed partial class BackupsPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    // What every policy should state is shown even when it is missing; the rest only when it is there.
    private static IEnumerable<(string Name, string? Value)> Facts(BackupPolicy backup)
    {
        yield return ("Frequency", backup.Frequency);
        yield return ("Retention", backup.Retention);
        yield return ("Location", backup.Location);
        yield return ("Encryption", backup.Encryption);
        if (backup.Type is not null)
        {
            yield return ("Type", backup.Type);
        }

        if (backup.Method is not null)
        {
            yield return ("Method", backup.Method);
        }
    }
}
