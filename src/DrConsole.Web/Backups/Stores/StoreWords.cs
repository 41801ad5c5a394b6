using DrConsole.Stores;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups.Stores;

/// <summary>What is known of a store, in words.</summary>
internal static class StoreWords
{
    public static (Tone Tone, Mark Mark, string Text) State(StoreRow store) => store switch
    {
        { RetiredAt: not null } => (Tone.Neutral, Mark.Skip, "Retired"),
        { Fault: not null } => (Tone.Danger, Mark.Cross, "Not reachable"),
        { Facts: null } => (Tone.Warning, Mark.Alert, "Never probed"),
        _ => (Tone.Good, Mark.Check, "Reachable"),
    };

    /// <summary>What it can do, and what it cannot, each as one sentence.</summary>
    public static IEnumerable<(bool IsThere, string Text)> Facts(StoreFacts facts)
    {
        yield return (facts.HasConditionalPut, facts.HasConditionalPut ? "Of two writers of one name exactly one wins." : "Two writers of one name can overwrite each other; the console reads before and after.");
        yield return (facts.HasObjectLock, facts.HasObjectLock ? "Locked objects could not be deleted." : "It has no object lock: whoever has its credentials can delete backups.");
        yield return (facts.HasLegalHold, facts.HasLegalHold ? "Held objects could not be deleted." : "It has no legal hold; holds are kept by the console alone.");
        yield return (facts.HasVersions, facts.HasVersions ? "Deleted objects can still be read by their version." : "It keeps no versions: what is deleted is gone.");
        yield return (facts.ChecksChecksums, facts.ChecksChecksums ? "It refuses what arrives damaged." : "It does not check what it receives; the console reads each backup back.");
        yield return (facts.ListsUploads, facts.ListsUploads ? "Uploads that broke off are found and removed." : "Uploads that broke off cannot be listed and may cost space.");
    }

    public static string Act(CustodyAct act) => act switch
    {
        CustodyAct.Labelled => "Labelled",
        CustodyAct.Attached => "Attached",
        CustodyAct.Detached => "Taken out",
        CustodyAct.Stored => "Put away",
        CustodyAct.Inspected => "Inspected",
        CustodyAct.Destroyed => "Destroyed",
        _ => act.ToString(),
    };
}
