using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DrConsole.EndToEnd.Support;

[assembly: AssemblyFixture(typeof(RunningConsole))]

namespace DrConsole.EndToEnd.Support;

/// <summary>The console as a user starts it: <c>./drconsole up</c> with a data directory of its own, and a browser.</summary>
public sealed class RunningConsole : IAsyncLifetime
{
    /// <summary>Long enough for a machine that does other work too; a wait that is met returns at once.</summary>
    public const float PatienceMs = 30_000;

    /// <summary>Title of the plan that a new console shows: it has something in every part. Other stories publish plans of their own.</summary>
    public const string DemonstrationPlan = "Harbour Parcels recovery plan";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ProofLimit = TimeSpan.FromMinutes(3);
    private readonly string _data = Directory.CreateTempSubdirectory("drc-e2e-").FullName;
    private Process? _up;
    private IPlaywright? _playwright;
    private Dictionary<string, Account> _accounts = [];

    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    public IBrowser Browser { get; private set; } = default!;

    /// <summary>Directory of the private PostgreSQL's socket, where every local user may sign in as any role.</summary>
    public string DatabaseSocket => File.ReadAllText(Path.Combine(_data, "postgres.socket")).Trim();

    private string DatabaseSettings => Path.Combine(Path.GetDirectoryName(DatabaseSocket)!, "data", "postgresql.conf");

    /// <summary>The store "This machine", which a new console begins with.</summary>
    public string Store => Path.Combine(_data, "store");

    /// <summary>Top of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await FirstBackupsAreProvenAsync();
        var accounts = JsonSerializer.Deserialize<Account[]>(await File.ReadAllTextAsync(Path.Combine(_data, "demo-accounts.json")), JsonSerializerOptions.Web)!;
        _accounts = accounts.ToDictionary(account => account.Role, StringComparer.Ordinal);
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Somebody with that role, signed in, in a browser session of their own.</summary>
    /// <param name="through">Address of a line to the console, when it is not reached directly.</param>
    public async Task<Person> SignInAsync(string role, BrowserNewContextOptions? options = null, string? through = null)
    {
        var context = await Browser.NewContextAsync(Local(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } }, through ?? Address));
        var person = new Person(await context.NewPageAsync());
        await person.SignInAsync(_accounts[role]);
        return person;
    }

    /// <summary>What a database of the private PostgreSQL answers.</summary>
    public async Task<string> SqlAsync(string database, string sql)
    {
        var start = new ProcessStartInfo("psql", ["-h", DatabaseSocket, "-U", "drconsole", "-d", database, "-Atc", sql]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var psql = Process.Start(start)!;
        var said = await psql.StandardOutput.ReadToEndAsync();
        await psql.WaitForExitAsync();
        return said.Trim();
    }

    /// <summary>The password with which that role signs in.</summary>
    public string PasswordOf(string role) => _accounts[role].Password;

    /// <summary>What the command line says.</summary>
    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Script(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var faults = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await faults);
    }

    /// <summary>Kills the web server as a power cut would, and starts the console again.</summary>
    public async Task KillAndStartAsync()
    {
        var pid = int.Parse((await File.ReadAllTextAsync(Path.Combine(_data, "web.pid"))).Split(' ', '\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        using (var web = Process.GetProcessById(pid))
        {
            web.Kill();
        }

        await _up!.WaitForExitAsync();
        _up.Dispose();
        await StartAsync();
    }

    /// <summary>Waits until the node keeps a snapshot of that incident.</summary>
    public async Task SnapshotAsync(string incident)
    {
        var path = Path.Combine(_data, "snapshots", "incidents", $"{Guid.Parse(incident):N}.sealed");
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(PatienceMs));
        while (!File.Exists(path))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    /// <summary>Ends PostgreSQL as a crash does, and lets it not start again until <see cref="LetDatabaseStart"/>.</summary>
    public void KillDatabase()
    {
        File.Move(DatabaseSettings, DatabaseSettings + ".away");
        var pid = int.Parse(File.ReadLines(Path.Combine(Path.GetDirectoryName(DatabaseSettings)!, "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);
        using var postgres = Process.GetProcessById(pid);
        postgres.Kill();
    }

    /// <summary>What kept PostgreSQL from starting is gone; the console starts it by itself.</summary>
    public void LetDatabaseStart()
    {
        if (File.Exists(DatabaseSettings + ".away"))
        {
            File.Move(DatabaseSettings + ".away", DatabaseSettings);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await RunAsync("down", "--data", _data);
        if (_up is not null)
        {
            await _up.WaitForExitAsync();
            _up.Dispose();
        }

        Directory.Delete(_data, recursive: true);
    }

    // A new console takes and proves a backup of itself and of the demonstration. Stories begin after it: they look at these backups.
    private async Task FirstBackupsAreProvenAsync()
    {
        var began = Stopwatch.StartNew();
        while (await ProvenAsync() < 2)
        {
            if (began.Elapsed > ProofLimit)
            {
                throw new InvalidOperationException($"The first backups were not proven within {ProofLimit.TotalMinutes} minutes.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<int> ProvenAsync() =>
        int.Parse(await SqlAsync("drconsole", "SELECT count(DISTINCT source) FROM backup WHERE proven_at IS NOT NULL"), System.Globalization.CultureInfo.InvariantCulture);

    private async Task StartAsync()
    {
        _up = Process.Start(Script("up", "--port", Address.Split(':')[^1]))!;
        var ready = new TaskCompletionSource();
        var said = new List<string>();
        void Hear(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "");
            }

            if (line?.Contains("is ready", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        }

        _up.OutputDataReceived += (_, heard) => Hear(heard.Data);
        _up.ErrorDataReceived += (_, heard) => Hear(heard.Data);
        _up.BeginOutputReadLine();
        _up.BeginErrorReadLine();
        var first = await Task.WhenAny(ready.Task, _up.WaitForExitAsync(), Task.Delay(StartLimit));
        if (first != ready.Task)
        {
            throw new InvalidOperationException("The console did not start: " + string.Join('\n', said));
        }
    }

    private ProcessStartInfo Script(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository, "drconsole"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DRCONSOLE_DATA"] = _data;
        return start;
    }

    private static BrowserNewContextOptions Local(BrowserNewContextOptions options, string address)
    {
        options.BaseURL = address;
        options.AcceptDownloads = true;
        return options;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DrConsole.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("DrConsole.sln is not above the tests.");
    }
}

/// <summary>An account of the demonstration.</summary>
public sealed record Account(string UserName, string Password, string Role);
