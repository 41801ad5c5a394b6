using System.Net;
using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>
/// Which servers may be asked for backups. Private addresses are fine, most own S3 servers have one; the addresses under which a cloud
/// hands its machines' credentials to whoever asks are not.
/// </summary>
internal static class StoreEndpoint
{
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html: 169.254.169.254 and fd00:ec2::254; 169.254.170.2
    // and 169.254.170.23 give containers theirs. Google's and Azure's is 169.254.169.254 too: so no link-local address at all.
    private static readonly IPAddress MetadataV6 = IPAddress.Parse("fd00:ec2::254");

    // https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
    private static readonly IPAddress MetadataAlibaba = IPAddress.Parse("100.100.100.200");

    /// <summary>Reads an endpoint that an administrator wrote.</summary>
    /// <exception cref="RefusedException">It is no address of a server that may be asked.</exception>
    public static Uri Require(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
        {
            throw Invalid("it is no address that begins with https:// or http://");
        }

        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0 || endpoint.AbsolutePath != "/")
        {
            throw Invalid("it is scheme, host and port, and nothing else");
        }

        return IPAddress.TryParse(endpoint.IdnHost, out var address) && !IsAllowed(address) ? throw Invalid("machines get their own credentials from that address, and no backups are kept there") : endpoint;
    }

    /// <summary>False for addresses that must not be asked. Asked again of each address that a name resolves to, before connecting.</summary>
    public static bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !plain.Equals(MetadataV6) && !plain.Equals(MetadataAlibaba) && !plain.IsIPv6LinkLocal && !(plain.GetAddressBytes() is [169, 254, _, _]);
    }

    private static RefusedException Invalid(string reason) => new("store_endpoint_invalid", $"The endpoint cannot be used: {reason}.");
}
