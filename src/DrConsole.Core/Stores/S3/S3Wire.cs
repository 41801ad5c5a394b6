using System.Net;
using System.Net.Sockets;

namespace DrConsole.Stores.S3;

/// <summary>
/// The way to the server: connects to no address that hands out credentials, follows no redirect, and notes the server's clock.
/// </summary>
internal sealed class S3Wire(TimeProvider clock) : DelegatingHandler(Handler())
{
    /// <summary>The server's clock minus this machine's, by its last answer.</summary>
    public TimeSpan? ClockSkew { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var response = await base.SendAsync(request, ct);
        ClockSkew = response.Headers.Date is { } date ? date - clock.GetUtcNow() : ClockSkew;
        if ((int)response.StatusCode is < 300 or >= 400 or (int)HttpStatusCode.NotModified)
        {
            return response;
        }

        using (response)
        {
            throw new RedirectedException(response.Headers.TryGetValues("x-amz-bucket-region", out var regions) ? regions.First() : null);
        }
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20), // shorter than the servers' and balancers', which cut without a word
        PooledConnectionLifetime = TimeSpan.FromMinutes(10), // so that a name that moves is noticed
    };

    // Each address that the name has now is looked at, and one of those is connected to: a name cannot change its mind in between.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var allowed = addresses.Where(StoreEndpoint.IsAllowed).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{context.DnsEndPoint.Host} is at no address that may be asked for backups.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The server wanted the request to go elsewhere; it does not.</summary>
/// <param name="region">Where the bucket is, if the server says so.</param>
internal sealed class RedirectedException(string? region) : Exception("The server redirects.")
{
    public string? Region => region;
}
