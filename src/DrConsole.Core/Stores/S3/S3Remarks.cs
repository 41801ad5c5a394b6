namespace DrConsole.Stores.S3;

/// <summary>Sentences for the administrator: what a bucket lacks, what the console does instead, and what would be better.</summary>
internal sealed class S3Remarks(StoreFacts facts, S3Connection connection)
{
    // Half of what S3 allows: it will not get better by itself. Object locks and retention go by these clocks.
    private static readonly TimeSpan WorryingSkew = TimeSpan.FromMinutes(1);

    public bool TakesWrongSecret { get; init; }

    public bool SeesVersions { get; init; }

    public bool ListsDeleted { get; init; }

    public IEnumerable<string> Sentences() => All().OfType<string>();

    private IEnumerable<string?> All()
    {
        yield return TakesWrongSecret ? "The server accepts a wrong secret key: everybody who reaches it can read and delete. Do not keep backups there." : null;
        yield return facts.HasConditionalPut ? null : "Of several writers of one name more than one succeeded here: the console looks before and after each write, which leaves a moment in between. Let only one console write to this bucket.";
        yield return facts.ChecksChecksums ? null : "The server does not check what it receives: the console reads each new backup back and compares its hashes.";
        yield return facts.HasObjectLock ? null : "No object lock: whoever has the access key can delete every backup here. Create a bucket with object lock, where the server has it, or keep another copy where this key does not reach.";
        yield return facts.HasLegalHold ? null : "No legal holds: the console itself keeps what is held and never deletes it, but others can.";
        yield return facts.HasVersions ? null : "No versions: what somebody deletes or overwrites is gone at once.";
        yield return SeesVersions ? null : "The access key may not list versions: a backup below a delete marker would not be seen. Grant the right (docs/operations/stores.md).";
        yield return facts.ListsUploads ? null : "Unfinished uploads cannot be listed here: what a crash leaves behind stays and costs money until the server removes it by itself.";
        yield return facts.HasUploadLifecycle ? null : "No lifecycle rule ends incomplete uploads: the console sweeps its own after a crash. A rule of 7 days would do it even without the console.";
        yield return ListsDeleted ? "A deleted object is still listed for a while: the console counts only what it can read." : null;
        yield return facts.ClockSkew is { } skew && skew.Duration() > WorryingSkew
            ? $"The clocks of this machine and of the server differ by {skew.Duration().TotalMinutes:0.#} minutes: beyond 15 every request fails. Let both follow a time server."
            : null;
        yield return facts.Region is { } region && region != connection.Address.Region && connection.Address.Endpoint is not null
            ? $"The server names its region {region} and the store's address says {connection.Address.Region}: the server's word counts for where data lies."
            : null;
        yield return connection.IsEncrypted ? null : "The way to the server is not encrypted (http): backups are, but names, sizes and times are not.";
    }
}
