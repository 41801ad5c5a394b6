namespace DrConsole.Stores;

/// <summary>What a store was seen to do when it was tried, never what it says of itself.</summary>
public sealed record StoreFacts
{
    public required DateTimeOffset ProbedAt { get; init; }

    /// <summary>Where its data lies, in the provider's word, e.g. <c>eu-central-1</c>; null where nobody can tell.</summary>
    public string? Region { get; init; }

    /// <summary>Of two writers of one key exactly one wins, by <c>If-None-Match</c> or by the file system.</summary>
    public bool HasConditionalPut { get; init; }

    /// <summary>A locked object could not be deleted.</summary>
    public bool HasObjectLock { get; init; }

    /// <summary>A held object could not be deleted.</summary>
    public bool HasLegalHold { get; init; }

    /// <summary>A deleted object could still be read by its version.</summary>
    public bool HasVersions { get; init; }

    /// <summary>A part with a wrong checksum was refused.</summary>
    public bool ChecksChecksums { get; init; }

    /// <summary>Aborted uploads really vanish and can be listed.</summary>
    public bool ListsUploads { get; init; }

    /// <summary>A rule of the bucket removes uploads that were never completed.</summary>
    public bool HasUploadLifecycle { get; init; }

    /// <summary>The store's clock minus this machine's.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>Free bytes, where that can be told.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Sentences for the administrator about what is missing and what the console does instead.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
