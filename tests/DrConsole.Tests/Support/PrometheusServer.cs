using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace DrConsole.Tests.Support;

/// <summary>A real Prometheus on loopback that scrapes one console every second with the shipped rules.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-prometheus-").FullName;
    private readonly HttpClient _client = new();
    private Process? _process;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<PrometheusServer> StartAsync(Uri console, string token, string rulesFile)
    {
        var server = new PrometheusServer();
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(server._folder, "token"), token, Ct);
        var configuration = Path.Combine(server._folder, "prometheus.yml");
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [ "{{rulesFile}}" ]
            scrape_configs:
              - job_name: drconsole
                authorization: { type: Bearer, credentials_file: token }
                static_configs: [ { targets: [ "{{console.Authority}}" ] } ]
            """,
            Ct);
        var start = new ProcessStartInfo("prometheus") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[$"--config.file={configuration}", $"--storage.tsdb.path={server._folder}/data", $"--web.listen-address=127.0.0.1:{port}"])
        {
            start.ArgumentList.Add(argument);
        }

        server._process = Process.Start(start)!;
        server._process.BeginErrorReadLine();
        server._process.BeginOutputReadLine();
        server._client.BaseAddress = new($"http://127.0.0.1:{port}/");
        return server;
    }

    /// <summary>The result of a query at this instant; empty while the server is not up yet.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string expression)
    {
        try
        {
            var answer = await _client.GetFromJsonAsync<JsonElement>($"api/v1/query?query={Uri.EscapeDataString(expression)}", Ct);
            return [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
