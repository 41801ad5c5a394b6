using DrConsole.Platform;

namespace DrConsole.Backups.Pipeline;

/// <summary>
/// Lets <c>pg_restore --list</c> read the head of an archive while it flows by. It reads no more than the table of contents, however long that is, and
/// its exit code says whether the contents can be read. The rows behind it are read by the verification.
/// </summary>
internal sealed class ArchiveContents : IAsyncDisposable
{
    private readonly ChildProcess _reader;
    private readonly Task<int> _counting;
    private bool _hasEnough;

    private ArchiveContents(ChildProcess reader)
    {
        _reader = reader;
        _counting = CountAsync(reader.Output);
    }

    /// <summary>Starts it.</summary>
    public static ArchiveContents Start(Guid runId) => new(ChildProcess.Start(new("pg_restore", ["--list"]) { HasInput = true, Serves = runId }));

    /// <summary>The next bytes of the archive; costs nothing once the contents are read.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (_hasEnough)
        {
            return;
        }

        try
        {
            _reader.Input.Write(bytes);
        }
        catch (IOException)
        {
            _hasEnough = true; // it ended: its exit code tells why
        }
    }

    /// <summary>Called after the archive's end.</summary>
    /// <exception cref="BackupFailedException">The table of contents cannot be read.</exception>
    public async Task EnsureReadableAsync(string stream, CancellationToken ct)
    {
        _reader.Input.Close();
        var lines = await _counting.WaitAsync(ct);
        var exit = await _reader.WaitAsync(ct);
        if (!exit.IsClean || lines == 0)
        {
            throw new BackupFailedException("archive_unreadable", $"pg_restore cannot read the table of contents of {stream} (code {exit.Code}): {exit.Said} pg_dump ended with code 0 all the same.");
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill() => _reader.Kill();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private static async Task<int> CountAsync(Stream output)
    {
        using var reader = new StreamReader(output);
        var lines = 0;
        while (await reader.ReadLineAsync(CancellationToken.None) is not null)
        {
            lines++;
        }

        return lines;
    }
}
