using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DrConsole.Tests.Support;

/// <summary>The whole web server in this process, on a database of its own.</summary>
public sealed partial class TestWeb : IAsyncDisposable
{
    public const string Password = "a long enough password";
    private readonly ScratchFolder _data = new();
    private WebApplicationFactory<Web.Shell.App> _factory;

    private readonly Action<IServiceCollection>? _configure;

    private TestWeb(TestConsole console, Action<IServiceCollection>? configure)
    {
        (Console, _configure) = (console, configure);
        _factory = Build();
    }

    public TestConsole Console { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<TestWeb> CreateAsync(PostgresServer postgres, Action<IServiceCollection>? configure = null) => new(await TestConsole.CreateAsync(postgres), configure);

    /// <summary>A client that follows no redirects and keeps cookies.</summary>
    public HttpClient NewClient() => _factory.CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>Ends the server and starts another on the same data folder. Clients of the old one reach nobody.</summary>
    public async Task RestartAsync()
    {
        await _factory.DisposeAsync();
        _factory = Build();
    }

    /// <summary>Serves on a real port of loopback, for programs of other people. Before the first client.</summary>
    public Uri Listen()
    {
        _factory.UseKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _factory.StartServer();
        return _factory.ClientOptions.BaseAddress;
    }

    /// <summary>A service of the server.</summary>
    public T Get<T>() where T : notnull => _factory.Services.GetRequiredService<T>();

    /// <summary>A client with a token of that role.</summary>
    public async Task<HttpClient> ClientAsync(string role)
    {
        var (_, secret) = await Console.AccessDesk.CreateTokenAsync(Console.Admin, TestConsole.NewId(), $"test {role}", role, null, Ct);
        var client = NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    /// <summary>Makes an account that can sign in with <see cref="Password"/>.</summary>
    public Task<Guid> CreateUserAsync(string userName, params string[] roles) => Console.AccessDesk.CreateUserAsync(
        Console.Admin, TestConsole.NewId(), userName, $"Person {userName}", new PasswordHasher<ConsoleUser>().HashPassword(null!, Password), roles, Ct);

    /// <summary>Sends the sign-in form as a browser does.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string userName, string password, string returnUrl = "/")
    {
        var path = $"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}";
        var form = await client.GetStringAsync(path, Ct);
        return await client.PostAsync(
            path,
            new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["_handler"] = "sign-in", ["__RequestVerificationToken"] = TokenField().Match(form).Groups["token"].Value, ["Form.UserName"] = userName, ["Form.Password"] = password,
            }),
            Ct);
    }

    public async Task<ScenarioChoice> FirstScenarioAsync() => (await Console.Get<IPlanQueries>().ScenariosAsync(Ct))[0];

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await Console.DisposeAsync();
        _data.Dispose();
    }

    private WebApplicationFactory<Web.Shell.App> Build() => new WebApplicationFactory<Web.Shell.App>().WithWebHostBuilder(host => host
        .UseEnvironment("Production") // as users run it: development answers bad requests differently
        .UseSetting("ConnectionStrings:Console", Console.Database.AppConnectionString)
        .UseSetting(DrConsole.Backups.Runs.BackupWorkOptions.Variable, "0") // what works by itself is tested where it works
        .ConfigureLogging(logging => logging.ClearProviders())
        .ConfigureTestServices(services =>
        {
            services.AddSingleton(new ConsoleOptions { DataFolder = _data.Path, MasterKeyFile = Path.Combine(_data.Path, "master.key"), NodeId = "test" });
            _configure?.Invoke(services);
        }));

    [GeneratedRegex("__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex TokenField();
}
