using DrConsole.Access;
using DrConsole.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DrConsole.Cli.Database;

/// <summary>The core's capabilities for one command, and the actor that it acts as.</summary>
internal sealed class CoreServices : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
        .AddCore(Connection.Application())
        .BuildServiceProvider();

    public Actor Operator { get; } = Actor.Operator(Environment.UserName);

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Guid NewCommandId() => Guid.CreateVersion7(Get<TimeProvider>().GetUtcNow());

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
