using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Tests.Support;

/// <summary>A source whose streams a test makes: from bytes, or from a program's output.</summary>
public sealed class MadeSource(params SourceOutput[] streams) : IBackupSource
{
    public static readonly DateTimeOffset ConsistentAt = new(2026, 3, 1, 11, 59, 0, TimeSpan.Zero);

    public bool IsDisposed { get; private set; }

    /// <summary>Called when the streams have ended.</summary>
    public Func<Task> Finishing { get; init; } = static () => Task.CompletedTask;

    public static SourceOutput Bytes(string name, byte[] content, StreamFormat format = StreamFormat.Raw, long leastBytes = 1) =>
        new(name, format, "made", leastBytes, _ => Task.FromResult<IProducer>(new MadeProducer(new MemoryStream(content))));

    public static SourceOutput Program(string name, StreamFormat format, string program, params string[] arguments) =>
        new(name, format, program, 1, _ => Task.FromResult<IProducer>(new ChildProducer(ChildProcess.Start(new(program, arguments)))));

    public static SourceOutput Shell(string name, string script, StreamFormat format = StreamFormat.Raw) => Program(name, format, "sh", "-c", script);

    public Task<SourceCheck> CheckAsync(CancellationToken ct) => Task.FromResult(new SourceCheck(null, "made", null, []));

    public Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct) => Task.FromResult<ISourceSession>(new Session(this, streams));

    private sealed class Session(MadeSource source, IReadOnlyList<SourceOutput> streams) : ISourceSession
    {
        public DateTimeOffset ConsistentAt => MadeSource.ConsistentAt;

        public IReadOnlyList<SourceOutput> Streams => streams;

        public async Task<SourceFacts> FinishAsync(CancellationToken ct)
        {
            await source.Finishing();
            return new() { Endpoint = "test" };
        }

        public ValueTask DisposeAsync()
        {
            source.IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class MadeProducer(Stream output) : IProducer
    {
        public Stream Output => output;

        public Task EnsureCleanAsync(CancellationToken ct) => Task.CompletedTask;

        public ValueTask DisposeAsync() => output.DisposeAsync();
    }

    private sealed class ChildProducer(ChildProcess child) : IProducer
    {
        public Stream Output => child.Output;

        public async Task EnsureCleanAsync(CancellationToken ct)
        {
            if (await child.WaitAsync(ct) is { IsClean: false } exit)
            {
                throw new RefusedException("source_failed", $"The program ended with code {exit.Code}: {exit.Said}");
            }
        }

        public ValueTask DisposeAsync() => child.DisposeAsync();
    }
}
