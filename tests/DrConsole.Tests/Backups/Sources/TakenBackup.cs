using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Tests.Backups.Sources;

/// <summary>What a source gave, read in the order and with the checks of the engine, kept in memory: for tests of sources and restores alone.</summary>
internal sealed record TakenBackup(SourceCheck Check, Manifest Manifest, IReadOnlyDictionary<string, byte[]> Streams)
{
    public DatabaseFacts Database(string name) => Manifest.Facts.Databases.Single(database => database.Name == name);

    public TableFingerprint Table(string database, string table) => Database(database).Tables.Single(found => found.Table == table);

    public static async Task<TakenBackup> TakeAsync(
        IBackupSource source, string kind = "postgres", Manifest? previous = null, string? stateFolder = null, Func<SourceOutput, Task>? whileRunning = null)
    {
        var ct = TestContext.Current.CancellationToken;
        using var secrets = PrivateFolder.Create();
        var check = await source.CheckAsync(ct);
        await using var session = await source.OpenAsync(new(Guid.CreateVersion7(), secrets) { Previous = previous, StateFolder = stateFolder }, ct);
        var (streams, entries) = (new Dictionary<string, byte[]>(), new List<ManifestEntry>());
        foreach (var output in session.Streams)
        {
            await using var producer = await output.OpenAsync(ct);
            if (whileRunning is not null)
            {
                await whileRunning(output);
            }

            using var bytes = new MemoryStream();
            await producer.Output.CopyToAsync(bytes, ct);
            await producer.EnsureCleanAsync(ct);
            Assert.True(bytes.Length >= output.LeastBytes, $"{output.Name} has only {bytes.Length} bytes");
            streams.Add(output.Name, bytes.ToArray());
            entries.Add(Entry(output, bytes.ToArray()));
        }

        var facts = await session.FinishAsync(ct);
        return new(check, new()
        {
            BackupId = Guid.CreateVersion7(),
            Source = "test",
            SourceKind = kind,
            StartedAt = session.ConsistentAt,
            ConsistentAt = session.ConsistentAt,
            CompletedAt = session.ConsistentAt,
            MadeBy = "test",
            Streams = entries,
            Facts = facts,
        }, streams);
    }

    private static ManifestEntry Entry(SourceOutput output, byte[] bytes) => new()
    {
        Name = output.Name,
        Format = output.Format,
        Database = output.Database,
        PlainBytes = bytes.Length,
        PlainSha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        StoredBytes = bytes.Length,
        StoredSha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        Codec = "none",
        Tool = output.Tool,
    };
}
