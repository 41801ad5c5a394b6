namespace DrConsole.Backups.Format;

/// <summary>What lies in one folder of a store, as it was seen.</summary>
/// <param name="Folder">Its key, without a slash at the end.</param>
public sealed record CataloguedBackup(string Folder, CatalogueState State)
{
    /// <summary>There where it could be read.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>Its bytes as text, exactly as they lie in the store.</summary>
    public string? ManifestText { get; init; }

    public string? ManifestSha256 { get; init; }

    /// <summary>Nothing may be restored or deleted on the word of a manifest that is not <see cref="SignatureVerdict.Trusted"/>, unless a person says so.</summary>
    public SignatureVerdict Signature { get; init; } = SignatureVerdict.Bad;

    /// <summary>Fingerprint of the key that signed it, where one is known.</summary>
    public string? KeyFingerprint { get; init; }

    /// <summary>What is wrong, in a sentence.</summary>
    public string? Fault { get; init; }
}

/// <summary>What a folder holds.</summary>
public enum CatalogueState
{
    /// <summary>A manifest, and every object that it names with the right length. The content was not read.</summary>
    Complete,

    /// <summary>No manifest: a run under way, or one that died.</summary>
    Unfinished,

    /// <summary>A manifest that cannot be read, or one whose objects are missing or too short.</summary>
    Damaged,

    /// <summary>Nothing that DR Console wrote.</summary>
    Foreign,
}
