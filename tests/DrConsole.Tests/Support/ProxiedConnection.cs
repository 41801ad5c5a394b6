using System.Net.Sockets;
using System.Text;

namespace DrConsole.Tests.Support;

/// <summary>One connection through a <see cref="FaultProxy"/>.</summary>
internal sealed class ProxiedConnection(Socket client, Uri target, ProxyFault fault) : IDisposable
{
    private const int Chunk = 16 * 1024;
    private readonly Socket _server = target.IsFile ? new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private bool _isAnswerLost;

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            client.NoDelay = true;
            await (fault switch
            {
                { IsBlackHole: true } => SwallowAsync(ct),
                { Answer: not null } or { LosesAnswer: not null } => AnswerAsync(ct),
                _ => PassAsync(ReadOnlyMemory<byte>.Empty, ct),
            });
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // connections of this proxy break, that is what it is for
        }
        finally
        {
            Cut();
        }
    }

    public void Cut()
    {
        client.Dispose();
        _server.Dispose();
    }

    public void Dispose() => Cut();

    private async Task PassAsync(ReadOnlyMemory<byte> head, CancellationToken ct)
    {
        await Task.Delay(fault.Delay, ct);
        await (target.IsFile ? _server.ConnectAsync(new UnixDomainSocketEndPoint(target.LocalPath), ct) : _server.ConnectAsync(target.Host, target.Port, ct));
        await SendAllAsync(_server, head, ct);
        await Task.WhenAny(PumpAsync(client, _server, fault.FlipSent ?? fault.FlipEverySent, fault.ResetAfterSent, Reset, ct), PumpAsync(_server, client, fault.FlipReceived, fault.CutAfterReceived, Cut, ct));
    }

    private async Task PumpAsync(Socket from, Socket to, long? flip, long? end, Action finish, CancellationToken ct)
    {
        var buffer = new byte[Chunk];
        for (long passed = 0; ;)
        {
            var wanted = end is { } limit ? (int)Math.Min(Chunk, limit - passed) : Chunk;
            var got = wanted == 0 ? 0 : await from.ReceiveAsync(buffer.AsMemory(0, wanted), ct);
            if (got == 0)
            {
                finish();
                return;
            }

            if (_isAnswerLost && from == _server && !IsContinue(buffer.AsSpan(0, got)))
            {
                Cut();
                return;
            }

            if (flip is { } at && at >= passed && at < passed + got)
            {
                buffer[at - passed] ^= 1;
                flip = from == client && fault.FlipEverySent is { } distance ? at + distance : null;
            }

            if (fault.Rate is { } rate)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)got / rate), ct);
            }

            await SendAllAsync(to, buffer.AsMemory(0, got), ct);
            passed += got;
        }
    }

    private async Task AnswerAsync(CancellationToken ct)
    {
        var received = new MemoryStream();
        var buffer = new byte[Chunk];
        int end;
        while ((end = Encoding.Latin1.GetString(received.ToArray()).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            var got = await client.ReceiveAsync(buffer, ct);
            if (got == 0)
            {
                return;
            }

            received.Write(buffer, 0, got);
        }

        var bytes = received.ToArray();
        var head = Encoding.Latin1.GetString(bytes, 0, end + 2);
        _isAnswerLost = fault.LosesAnswer?.Invoke(head) == true;
        if (fault.Answer?.Invoke(head) is not { } said)
        {
            // The header is no part of what is signed.
            await PassAsync(Encoding.Latin1.GetBytes(head + "Connection: close\r\n\r\n").Concat(bytes.Skip(end + 4)).ToArray(), ct);
            return;
        }

        if (head.Contains("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await SendAllAsync(client, "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), ct);
        }

        for (long missing = LengthOf(head) - (bytes.Length - end - 4); missing > 0;)
        {
            var got = await client.ReceiveAsync(buffer, ct);
            missing = got == 0 ? 0 : missing - got;
        }

        await SendAllAsync(client, Encoding.Latin1.GetBytes(said), ct);
        client.Shutdown(SocketShutdown.Send);
    }

    private static bool IsContinue(ReadOnlySpan<byte> answer) => answer.StartsWith("HTTP/1.1 100"u8);

    private static long LengthOf(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => long.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private async Task SwallowAsync(CancellationToken ct)
    {
        var buffer = new byte[Chunk];
        while (await client.ReceiveAsync(buffer, ct) > 0)
        {
        }
    }

    // Closing with no time to linger sends RST instead of FIN.
    private void Reset()
    {
        if (fault.ResetAfterSent is not null)
        {
            client.LingerState = new LingerOption(true, 0);
        }

        Cut();
    }

    private static async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, ct)..];
        }
    }
}
