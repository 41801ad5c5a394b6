using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Runs;
using DrConsole.Reports;

namespace DrConsole.Tests.Backups.Pages;

/// <summary>Evidence as a test wants it.</summary>
internal sealed class FakeEvidence(Func<Evidence> read) : IEvidenceQueries
{
    public int Reads { get; private set; }

    public Task<Evidence> ReadAsync(CancellationToken ct)
    {
        Reads++;
        return Task.FromResult(read());
    }
}

/// <summary>Runs as a test wants them.</summary>
internal sealed class FakeRuns(Func<IReadOnlyList<RunRow>> rows) : IRunQueries
{
    public RunFilter? Asked { get; private set; }

    public Task<RunList> ListAsync(RunFilter filter, CancellationToken ct)
    {
        Asked = filter;
        return Task.FromResult(new RunList(rows(), HasMore: false));
    }

    public Task<IReadOnlyList<RunRow>> OpenAsync(CancellationToken ct) => Task.FromResult(rows());

    public Task<RunView?> FindAsync(Guid runId, CancellationToken ct) =>
        Task.FromResult(rows().FirstOrDefault(row => row.Id == runId) is { } row ? new RunView(row, "12:00:00 checking the source", "node-1", row.StartedAt, null, []) : null);
}

/// <summary>Backups as a test wants them.</summary>
internal sealed class FakeBackups(Func<IReadOnlyList<BackupRow>> rows) : IBackupQueries
{
    public Func<BackupRow, BackupDetail> Detail { get; init; } = row => new(row, "drc/v1/b/orders/x", new string('a', 64), null, [], [], [], [], []);

    public IReadOnlyList<SourceTimeline> Timeline { get; init; } = [];

    public BackupChoices Choices { get; init; } = new([], [], []);

    public BackupFilter? Asked { get; private set; }

    public Task<BackupList> ListAsync(BackupFilter filter, CancellationToken ct)
    {
        Asked = filter;
        return Task.FromResult(new BackupList(rows(), HasMore: false));
    }

    public Task<BackupDetail?> FindAsync(Guid id, CancellationToken ct) => Task.FromResult(rows().FirstOrDefault(row => row.Id == id) is { } row ? Detail(row) : null);

    public Task<BackupChoices> ChoicesAsync(CancellationToken ct) => Task.FromResult(Choices);

    public Task<IReadOnlyList<SourceTimeline>> TimelineAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        _ = rows();
        return Task.FromResult(Timeline);
    }
}
