using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups;

/// <summary>What tests of the engine share: keys, a signer, and requests.</summary>
public sealed class EngineBench : IAsyncLifetime
{
    public AgePair Keys { get; private set; } = null!;

    public ManifestSigner Signer { get; } = ManifestSigner.Create();

    public BackupEngine Engine { get; } = new(TimeProvider.System);

    public async ValueTask InitializeAsync() => Keys = await AgePair.MakeAsync();

    public ValueTask DisposeAsync()
    {
        Keys.Dispose();
        Signer.Dispose();
        return ValueTask.CompletedTask;
    }

    public BackupRequest Request(IBackupSource from, params IBackupStore[] stores) => new()
    {
        BackupId = Guid.CreateVersion7(), RunId = Guid.CreateVersion7(), Source = "orders", SourceKind = "command", From = from,
        Destinations = [.. stores.Select((store, index) => new Destination(Guid.Empty, $"store {index + 1}", store))],
        Recipients = [Keys.Recipient], Signer = Signer, Level = 1, StallLimit = TimeSpan.FromSeconds(20),
    };

    /// <summary>Reads a stream back to its end.</summary>
    public async Task<byte[]> ReadAsync(IBackupStore store, BackupResult result, int stream = 0)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var plain = await new BackupReader().OpenAsync(store, result.Folder, result.Manifest.Streams[stream], Keys.Identity, ct);
        var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    /// <summary>Content that compresses to about half, the same for the same seed.</summary>
    public static byte[] Content(int length, int seed = 7)
    {
        var bytes = new byte[length];
        var random = new Random(seed);
        for (var index = 0; index < length; index++)
        {
            bytes[index] = (byte)"abcdefghijklmnop"[random.Next(16)];
        }

        return bytes;
    }
}
