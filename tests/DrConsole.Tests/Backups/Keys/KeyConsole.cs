using DrConsole.Backups.Keys;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Keys;

/// <summary>A console with a master key of its own and a clock that the test moves.</summary>
internal sealed class KeyConsole : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-keys-").FullName;

    public TestConsole Console { get; private set; } = default!;

    public ManualTime Time { get; } = new();

    public KeyCommands Keys => Console.Get<KeyCommands>();

    public EscrowCommands Escrow => Console.Get<EscrowCommands>();

    public KeyRing Ring => Console.Get<KeyRing>();

    public string MasterKeyFile => Path.Combine(_folder, "master.key");

    public static async Task<KeyConsole> CreateAsync(PostgresServer postgres, Action<IServiceCollection>? configure = null)
    {
        var made = new KeyConsole();
        made.Console = await TestConsole.CreateAsync(postgres, services =>
        {
            services.AddSingleton(new ConsoleOptions { DataFolder = made._folder, MasterKeyFile = made.MasterKeyFile, NodeId = "test" }).AddSingleton<TimeProvider>(made.Time);
            configure?.Invoke(services);
        });
        return made;
    }

    /// <summary>Everything that the database holds, as one text: where a secret must not be found.</summary>
    public async Task<string> WholeDatabaseAsync() => (string)(await Console.Database.ScalarAsOwnerAsync(
        """
        SELECT (SELECT coalesce(string_agg(t::text, ' '), '') FROM encryption_key t) || (SELECT coalesce(string_agg(t::text, ' '), '') FROM console_setting t)
            || (SELECT coalesce(string_agg(convert_from(body, 'UTF8'), ' '), '') FROM audit_entry) || (SELECT coalesce(string_agg(result::text, ' '), '') FROM command_receipt)
            || (SELECT coalesce(string_agg(t::text, ' '), '') FROM store t) || (SELECT coalesce(string_agg(t::text, ' '), '') FROM restore t)
        """))!;

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
