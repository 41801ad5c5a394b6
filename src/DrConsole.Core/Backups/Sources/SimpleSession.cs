namespace DrConsole.Backups.Sources;

/// <summary>A backup under way of a source that holds nothing open between its streams.</summary>
/// <param name="finish">Gives the facts after the last stream.</param>
internal sealed class SimpleSession(DateTimeOffset consistentAt, IReadOnlyList<SourceOutput> streams, Func<CancellationToken, Task<SourceFacts>> finish) : ISourceSession
{
    /// <inheritdoc/>
    public DateTimeOffset ConsistentAt => consistentAt;

    /// <inheritdoc/>
    public IReadOnlyList<SourceOutput> Streams => streams;

    /// <inheritdoc/>
    public Task<SourceFacts> FinishAsync(CancellationToken ct) => finish(ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
