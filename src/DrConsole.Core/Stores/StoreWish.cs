using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>A store as an administrator describes it.</summary>
/// <param name="Url">Text form of its address, without secrets.</param>
public sealed record StoreWish(string Name, string Url)
{
    /// <summary>A removable medium; its address names its label.</summary>
    public bool IsRemovable { get; init; }

    /// <summary>Where it stands, in the organisation's words.</summary>
    public string? Site { get; init; }

    public string? AccessKeyId { get; init; }

    /// <summary>The secret access key; null keeps the one that the console has.</summary>
    public SecretText? Secret { get; init; }

    /// <summary>Write the label onto the empty medium that is attached now.</summary>
    public bool LabelMedium { get; init; }

    /// <summary>Save it though it does not answer now, with its fault.</summary>
    public bool AllowUnreachable { get; init; }
}
