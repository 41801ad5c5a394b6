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
/// <param name="Region">Where it stands, as an administrator states it: a directory cannot be asked. Null when nobody said.</param>
public sealed record FolderAddress(string Path, string? Label = null, string? Region = null) : StoreAddress
{
    /// <inheritdoc/>
    public override string Url
    {
        get
        {
            string?[] options = [Label is null ? null : $"label={Uri.EscapeDataString(Label)}", Region is null ? null : $"region={Uri.EscapeDataString(Region)}"];
            var query = string.Join('&', options.OfType<string>());
            return $"file://{Uri.EscapeDataString(Path).Replace("%2F", "/", StringComparison.Ordinal)}{(query.Length == 0 ? "" : "?" + query)}";
        }
    }
}
