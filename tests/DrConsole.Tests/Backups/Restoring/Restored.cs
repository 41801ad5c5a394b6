using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Sources;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>Puts a taken backup into a target as the engine does, without a store between.</summary>
internal static class Restored
{
    public static async Task<(TargetCheck Check, RestoreComparison Comparison)> IntoAsync(RestoreTarget target, TakenBackup taken, string? password = null, params TakenBackup[] needs)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var sink = new RestoreSinks().Create(target, password is null ? null : new SecretText(password));
        var check = await sink.CheckAsync(taken.Manifest, ct);
        foreach (var backup in needs.Append(taken))
        {
            foreach (var stream in backup.Manifest.Streams.Where(sink.Wants))
            {
                await sink.RestoreAsync(stream, new MemoryStream(backup.Streams[stream.Name]), ct);
            }
        }

        return (check, await sink.CompareAsync(taken.Manifest, ct));
    }
}
