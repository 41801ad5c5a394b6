using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DrConsole.Tests.Support;

/// <summary>
/// A server of other people that a script below tests/servers starts and stops. The first test that needs it starts it; it ends with the test
/// process, even with a killed one: a shell between them reads from this process, and the end of its input ends the server.
/// </summary>
public abstract class TestServer(string script, string accessKey, string secretKey) : IAsyncLifetime
{
    private const string Guard = """
        script=$1 folder=$2 port=$3
        mkdir -m 700 "$folder" || exit 1
        if "$script" start "$folder" "$port" >"$folder/start.log" 2>&1 </dev/null; then echo ready; else echo failed; fi
        read -r _
        "$script" stop "$folder" >/dev/null 2>&1 </dev/null
        rm -rf -- "$folder"
        """;

    private readonly string _folder = $"/tmp/drconsole-{Path.GetFileNameWithoutExtension(script)}-{Environment.ProcessId}-{Path.GetRandomFileName()}";
    private readonly SemaphoreSlim _gate = new(1);
    private Process? _guard;
    private Uri? _endpoint;

    public string AccessKey => accessKey;

    public string SecretKey => secretKey;

    /// <summary>Its folder, with logs and pid files.</summary>
    public string Folder => _folder;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts it when it does not run yet.</summary>
    public virtual async Task<Uri> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _endpoint ??= await StartGuardAsync(environment ?? new Dictionary<string, string>());
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_guard is { } guard)
        {
            await GuardShell.EndAsync(guard);
        }

        _gate.Dispose();
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<Uri> StartGuardAsync(IReadOnlyDictionary<string, string> environment)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", Guard, "sh", Script(script), _folder, $"{port}"])
        {
            start.ArgumentList.Add(argument);
        }

        (start.Environment["S3_ACCESS_KEY"], start.Environment["S3_SECRET_KEY"]) = (accessKey, secretKey);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _guard = Process.Start(start) ?? throw new InvalidOperationException("There is no /bin/sh.");
        if (await _guard.StandardOutput.ReadLineAsync(CancellationToken.None) != "ready")
        {
            throw new InvalidOperationException($"{script} did not start: {await LastWordsAsync()}");
        }

        return new Uri($"http://127.0.0.1:{port}/");
    }

    private async Task<string> LastWordsAsync()
    {
        var log = Path.Combine(_folder, "start.log");
        return File.Exists(log) ? string.Join(' ', (await File.ReadAllLinesAsync(log, CancellationToken.None)).TakeLast(5)) : "it left no log";
    }

    // Tests run from their build folder, which lies below the repository.
    private static string Script(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "servers", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new InvalidOperationException($"tests/servers/{name} is not above {AppContext.BaseDirectory}.");
    }
}
