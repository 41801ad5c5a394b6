namespace DrConsole.Stores;

/// <summary>Where a store is, without secrets; has one text form that the command line, manifests and pages share.</summary>
public abstract record StoreAddress
{
    /// <summary><c>s3://bucket/prefix?endpoint=…&amp;region=…</c> or <c>file:///path</c>.</summary>
    public abstract string Url { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Url;
}

/// <summary>A bucket on an S3 server.</summary>
/// <param name="Prefix">Part of the bucket that is used; empty is all of it.</param>
/// <param name="Endpoint">Address of the server; null is AWS.</param>
/// <param name="Region">As the server names it; used for signing.</param>
/// <param name="PathStyle">True to put the bucket's name into the path, as most servers beside AWS want it.</param>
public sealed record S3Address(string Bucket, string Prefix, Uri? Endpoint, string Region, bool PathStyle) : StoreAddress
{
    /// <inheritdoc/>
    public override string Url
    {
        get
        {
            var prefix = Prefix.Length == 0 ? "" : "/" + Prefix.Trim('/');
            var endpoint = Endpoint is null ? "" : $"endpoint={Uri.EscapeDataString(Endpoint.ToString().TrimEnd('/'))}&";
            var style = PathStyle ? "&path-style=true" : Endpoint is null ? "" : "&path-style=false";
            return $"s3://{Bucket}{prefix}?{endpoint}region={Uri.EscapeDataString(Region)}{style}";
        }
    }
}

/// <summary>A directory: a disk, an NFS mount, or a removable medium.</summary>
/// <param name="Label">A removable medium's label; its root must carry a file that says the same, so that the wrong disk is noticed. Null for a fixed directory.</param>
public sealed record FolderAddress(string Path, string? Label = null) : StoreAddress
{
    /// <inheritdoc/>
    public override string Url => $"file://{Uri.EscapeDataString(Path).Replace("%2F", "/", StringComparison.Ordinal)}{(Label is null ? "" : $"?label={Uri.EscapeDataString(Label)}")}";
}
