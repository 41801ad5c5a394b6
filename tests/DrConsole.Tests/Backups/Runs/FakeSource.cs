using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;

namespace DrConsole.Tests.Backups.Runs;

/// <summary>A source whose one stream a test controls; what real tools do is tested with the sources themselves.</summary>
internal sealed class FakeSource(TimeProvider clock) : IBackupSource
{
    public byte[] Content { get; set; } = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 7))];

    public string? Fault { get; set; }

    /// <summary>Reached when the stream was opened; it gives nothing before <see cref="Release"/> ends.</summary>
    public TaskCompletionSource Opened { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource? Release { get; set; }

    public int Sessions { get; private set; }

    public Manifest? Previous { get; private set; }

    public Task<SourceCheck> CheckAsync(CancellationToken ct) => Task.FromResult(new SourceCheck("Fake 1", "fake 1", Content.Length, []));

    public Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        Sessions++;
        Previous = context.Previous;
        Opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return Task.FromResult<ISourceSession>(new Session(this, clock.GetUtcNow()));
    }

    private sealed class Session(FakeSource source, DateTimeOffset at) : ISourceSession
    {
        public DateTimeOffset ConsistentAt => at;

        public IReadOnlyList<SourceOutput> Streams => [new("orders.raw", StreamFormat.Raw, "fake 1", 1, ct =>
        {
            source.Opened.TrySetResult();
            return Task.FromResult<IProducer>(new Producer(source));
        })];

        public Task<SourceFacts> FinishAsync(CancellationToken ct) => Task.FromResult(new SourceFacts { ServerVersion = "Fake 1" });

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Producer(FakeSource source) : IProducer
    {
        public Stream Output { get; } = new Held(source);

        public Task EnsureCleanAsync(CancellationToken ct) =>
            source.Fault is { } fault ? throw new DrConsole.Platform.RefusedException("source_failed", fault) : Task.CompletedTask;

        public ValueTask DisposeAsync() => Output.DisposeAsync();
    }

    // The engine reads on a thread of its own, as from a pipe; disposing ends the wait, as killing a tool does.
    private sealed class Held(FakeSource source) : MemoryStream(source.Content)
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (source.Release is { } release)
            {
                _ = Task.WhenAny(release.Task, _disposed.Task).GetAwaiter().GetResult();
            }

            return _disposed.Task.IsCompleted ? throw new ObjectDisposedException(nameof(Held)) : base.Read(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            _disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
