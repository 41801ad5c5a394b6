using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Own;

/// <summary>The console backs up itself by the same engine: its database as any other, and the master key beside it.</summary>
internal sealed class ConsoleSource(IBackupSource database, MasterKey key) : IBackupSource
{
    /// <inheritdoc/>
    public Task<SourceCheck> CheckAsync(CancellationToken ct) => database.CheckAsync(ct);

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct) => new Session(await database.OpenAsync(context, ct), key);

    private sealed class Session(ISourceSession database, MasterKey key) : ISourceSession
    {
        public DateTimeOffset ConsistentAt => database.ConsistentAt;

        public IReadOnlyList<SourceOutput> Streams =>
        [
            .. database.Streams,
            new(ConsoleDatabase.MasterKeyStream, StreamFormat.Raw, "DR Console", MasterKey.Length * 2, _ => Task.FromResult<IProducer>(new KeyFile(key))),
        ];

        public Task<SourceFacts> FinishAsync(CancellationToken ct) => database.FinishAsync(ct);

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }

    private sealed class KeyFile(MasterKey key) : IProducer
    {
        public Stream Output { get; } = new MemoryStream(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key.Bytes()) + "\n"));

        public Task EnsureCleanAsync(CancellationToken ct) => Task.CompletedTask;

        public ValueTask DisposeAsync() => Output.DisposeAsync();
    }
}
