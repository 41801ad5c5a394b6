using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DrConsole.Tests.Support;

/// <summary>A TCP proxy on loopback that lets connections through, or breaks them as told. Connections that are open when the fault changes are ended, so that the next request meets the new one.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _open = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _target;
    private readonly Task _accepting;
    private readonly ConcurrentQueue<ProxyFault> _next = [];
    private ProxyFault _fault = ProxyFault.None;
    private int _connections;

    public FaultProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect instead of the server.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>How many connections there were.</summary>
    public int Connections => _connections;

    /// <summary>What happens to all connections from now on.</summary>
    public ProxyFault Fault
    {
        get => _fault;
        set
        {
            _fault = value;
            CutAll();
        }
    }

    /// <summary>What happens to the next connections, one each; those after them meet <see cref="Fault"/>.</summary>
    public void Next(params ProxyFault[] faults)
    {
        foreach (var fault in faults)
        {
            _next.Enqueue(fault);
        }

        CutAll();
    }

    /// <summary>Ends all open connections.</summary>
    public void CutAll()
    {
        foreach (var connection in _open.Keys)
        {
            connection.Cut();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        CutAll();
        await _accepting;
        await Task.WhenAll(_open.Values);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                var connection = new ProxiedConnection(client, _target, _next.TryDequeue(out var next) ? next : _fault);
                _open[connection] = Task.CompletedTask;
                _open[connection] = RunAsync(connection);
            }
        }
        catch (Exception ending) when (ending is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the proxy is disposed
        }
    }

    private async Task RunAsync(ProxiedConnection connection)
    {
        await Task.Yield();
        using (connection)
        {
            await connection.RunAsync(_end.Token);
        }

        _open.TryRemove(connection, out _);
    }
}
