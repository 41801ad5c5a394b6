using DrConsole.Backups.Format;

namespace DrConsole.Backups.Sources.Files;

/// <summary>An archive of files under way, summed up as it passes.</summary>
internal sealed class FilesSession(FilesSettings settings, FileState state, SourceContext context, string tool, DateTimeOffset startedAt) : ISourceSession
{
    /// <summary>Two empty blocks end every archive, and one member has a header at least.</summary>
    private const long LeastBytes = 3 * 512;

    private readonly TarSum _sum = new();
    private readonly List<string> _remarks = [];

    /// <inheritdoc/>
    public DateTimeOffset ConsistentAt => startedAt;

    /// <inheritdoc/>
    public IReadOnlyList<SourceOutput> Streams => [new("files.tar", StreamFormat.Tar, tool, LeastBytes, _ => Task.FromResult<IProducer>(Archive()))];

    /// <inheritdoc/>
    public Task<SourceFacts> FinishAsync(CancellationToken ct)
    {
        state.Sweep();
        return Task.FromResult(new SourceFacts
        {
            ServerIdentity = Environment.MachineName,
            Endpoint = string.Join(", ", settings.Paths),
            Roots = settings.Paths,
            Items = _sum.Members,
            FileListSha256 = state.Base is null ? _sum.Text : null,
            StateName = state.Name,
            SinceFull = state.Base is null ? 0 : state.Base.Facts.SinceFull + 1,
            DependsOn = state.Base is null ? [] : [.. state.Base.Facts.DependsOn, state.Base.BackupId],
            Remarks = _remarks,
        });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Code 1: a file changed or went away while it was read, which on a live system is so. Code 2: something was not archived at all.
    private ChildProducer Archive() => ChildProducer.Start(
        FileArchive.Command("/", settings.Paths, settings.Exclude, state.Path) with { Serves = context.RunId },
        tellWarnings: _remarks.Add,
        through: raw => new ObservedStream(raw, bytes => _sum.Add(bytes)),
        highestGoodCode: 1);
}
