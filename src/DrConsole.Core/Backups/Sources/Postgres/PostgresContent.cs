using Npgsql;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>The fingerprints of one database, read under the dump's snapshot while the dump runs.</summary>
internal sealed class PostgresContent : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly List<string> _remarks = [];
    private readonly NpgsqlConnection _connection;
    private readonly List<(string Name, string Value)> _sequencesBefore;
    private readonly Task<List<TableFingerprint>> _reading;

    private PostgresContent(NpgsqlConnection connection, IReadOnlyList<PostgresFingerprints.Table> tables, List<(string Name, string Value)> sequences, FingerprintDepth depth)
    {
        (_connection, _sequencesBefore) = (connection, sequences);
        _reading = ReadAsync(tables, depth, _ending.Token);
    }

    /// <summary>Holds the tables and begins to read.</summary>
    /// <param name="depth">None lists the tables as empty: what a dump without rows restores.</param>
    public static async Task<PostgresContent> BeginAsync(PostgresLink link, PostgresSnapshot snapshot, FingerprintDepth depth, CancellationToken ct)
    {
        var connection = await snapshot.ShareAsync(link, ct);
        try
        {
            var tables = await PostgresFingerprints.HoldTablesAsync(connection, ct);
            var sequences = depth == FingerprintDepth.None ? [] : await PostgresFingerprints.ReadSequencesAsync(connection, ct);
            return new(connection, tables, sequences, depth);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the last table. Sequences move whatever snapshot there is, so those that moved are given as a range.</summary>
    public async Task<IReadOnlyList<TableFingerprint>> FinishAsync(System.Collections.Concurrent.ConcurrentQueue<string> warnings, CancellationToken ct)
    {
        var tables = await _reading.WaitAsync(ct);
        _remarks.ForEach(warnings.Enqueue);
        if (_sequencesBefore.Count == 0)
        {
            return tables;
        }

        var after = (await PostgresFingerprints.ReadSequencesAsync(_connection, ct)).ToDictionary(sequence => sequence.Name, sequence => sequence.Value, StringComparer.Ordinal);
        return [.. tables, .. _sequencesBefore.Where(before => after.ContainsKey(before.Name)).Select(before => new TableFingerprint(before.Name, 1, SequenceRange.Of(before.Value, after[before.Name])))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _reading;
        }
        catch (Exception failure) when (failure is OperationCanceledException or NpgsqlException)
        {
            // Whoever needed the figures has heard of it from FinishAsync.
        }

        await _connection.DisposeAsync();
        _ending.Dispose();
    }

    private async Task<List<TableFingerprint>> ReadAsync(IReadOnlyList<PostgresFingerprints.Table> tables, FingerprintDepth depth, CancellationToken ct)
    {
        if (depth == FingerprintDepth.None)
        {
            return [.. tables.Select(table => new TableFingerprint(table.Name, 0, null))];
        }

        var found = await PostgresFingerprints.ReadTablesAsync(_connection, tables, depth, _remarks, ct);
        if (depth == FingerprintDepth.Rows && await PostgresFingerprints.ReadLargeObjectsAsync(_connection, ct) is { } objects)
        {
            found.Add(objects);
        }

        return found;
    }
}
