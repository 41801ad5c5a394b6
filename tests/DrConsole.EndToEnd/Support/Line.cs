using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DrConsole.EndToEnd.Support;

/// <summary>A network line to the console that a test can cut and mend; connections that are open when it is cut are reset.</summary>
public sealed class Line : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _ends = [];
    private readonly int _target;
    private volatile bool _isCut;

    public Line(string address)
    {
        _target = new Uri(address).Port;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _ = AcceptAsync();
    }

    public string Address { get; }

    public void Cut()
    {
        _isCut = true;
        Close();
    }

    public void Mend() => _isCut = false;

    public void Dispose()
    {
        _listener.Dispose();
        Close();
    }

    private void Close()
    {
        while (_ends.TryTake(out var end))
        {
            end.Close();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                _ = CarryAsync(near);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            if (_isCut)
            {
                return;
            }

            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target);
                _ends.Add(near);
                _ends.Add(far);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
            }
            catch (Exception closed) when (closed is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One end went away, or the line was cut.
            }
        }
    }
}
