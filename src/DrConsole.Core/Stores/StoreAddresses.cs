using System.Text.RegularExpressions;
using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>Reads the text form of a store's address.</summary>
public static partial class StoreAddresses
{
    private const string DefaultRegion = "us-east-1";
    private const string RegionRule = "a region has letters, digits, hyphens and underscores";

    /// <summary>
    /// Reads <c>s3://bucket/prefix?endpoint=…&amp;region=…&amp;path-style=true</c>, <c>file:///path?label=…&amp;region=…</c>, or a plain absolute path.
    /// With an endpoint the bucket's name goes into the path unless <c>path-style=false</c> is said.
    /// </summary>
    /// <exception cref="RefusedException">It is none of these; the message says which part is wrong.</exception>
    public static StoreAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith('/'))
        {
            return Folder(text, []);
        }

        var cut = text.Split('?', 2);
        var options = Options(cut.Length == 2 ? cut[1] : "");
        return cut[0] switch
        {
            var s3 when s3.StartsWith("s3://", StringComparison.Ordinal) => Bucket(s3["s3://".Length..], options),
            var file when file.StartsWith("file:///", StringComparison.Ordinal) => Folder(Uri.UnescapeDataString(file["file://".Length..]), Only(options, "label", "region")),
            _ => throw Invalid("it begins with s3://, file:///, or / for a directory"),
        };
    }

    private static FolderAddress Folder(string path, Dictionary<string, string> options)
    {
        var (label, region) = (options.GetValueOrDefault("label"), options.GetValueOrDefault("region"));
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            throw Invalid("a directory's path begins with /");
        }

        if (label is not null)
        {
            MediumLabel.Require(label);
        }

        return region is null || RegionName().IsMatch(region)
            ? new(path.Length == 1 ? path : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), label, region)
            : throw Invalid(RegionRule);
    }

    private static S3Address Bucket(string place, Dictionary<string, string> options)
    {
        Only(options, "endpoint", "region", "path-style");
        var cut = place.Split('/', 2);
        var prefix = Uri.UnescapeDataString(cut.Length == 2 ? cut[1].Trim('/') : "");
        var region = options.GetValueOrDefault("region", DefaultRegion);
        var endpoint = options.TryGetValue("endpoint", out var address) ? StoreEndpoint.Require(address) : null;
        var pathStyle = options.TryGetValue("path-style", out var said) ? said == "true" : endpoint is not null;
        return (BucketName().IsMatch(cut[0]), prefix.Length == 0 || StoreKey.IsKey(prefix), RegionName().IsMatch(region), said is null or "true" or "false") switch
        {
            (false, _, _, _) => throw Invalid("a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens"),
            (_, false, _, _) => throw Invalid("the prefix after the bucket is no path of plain names"),
            (_, _, false, _) => throw Invalid(RegionRule),
            (_, _, _, false) => throw Invalid("path-style is true or false"),
            _ => new(cut[0], prefix, endpoint, region, pathStyle),
        };
    }

    private static Dictionary<string, string> Options(string query)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.Split('=', 2);
            if (cut.Length != 2 || !options.TryAdd(cut[0], Uri.UnescapeDataString(cut[1])))
            {
                throw Invalid("each option is said once, as name=value");
            }
        }

        return options;
    }

    // An unknown option is refused, not ignored: it may be a mistyped label, or a secret that must not be in an address. So it is not repeated either.
    private static Dictionary<string, string> Only(Dictionary<string, string> options, params string[] known) =>
        options.Keys.All(known.Contains) ? options : throw Invalid($"it can say {string.Join(", ", known)} after the question mark and nothing else; a secret does not belong into an address");

    private static RefusedException Invalid(string reason) => new("store_address_invalid", $"The store's address cannot be used: {reason}.");

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex BucketName();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex RegionName();
}
