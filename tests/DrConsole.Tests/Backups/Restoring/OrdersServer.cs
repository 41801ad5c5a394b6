using DrConsole.Tests.Backups.Sources;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>A server with the sample database, and a backup of it.</summary>
public sealed class OrdersServer : IAsyncLifetime
{
    public OwnPostgres Server { get; private set; } = null!;

    internal TakenBackup Taken { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await OwnPostgres.StartAsync();
        await Server.ExecuteAsync("postgres", "CREATE ROLE clerk LOGIN PASSWORD 'never mind'");
        await Server.CreateAsync("orders", SampleDatabase.Sql + "; ALTER TABLE nothing OWNER TO clerk; GRANT SELECT ON orders TO clerk");
        Taken = await TakenBackup.TakeAsync(Server.Source(Server.Settings("orders")));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
