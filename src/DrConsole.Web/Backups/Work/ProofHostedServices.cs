using DrConsole.Backups.Retention;
using DrConsole.Backups.Runs;
using DrConsole.Nodes;
using DrConsole.Platform;
using DrConsole.Verification;

namespace DrConsole.Web.Backups.Work;

/// <summary>
/// Carries examinations out, one at a time: a restore test may take all of the disk and processor that a backup needs. First it clears up after
/// restore tests whose console was killed.
/// </summary>
internal sealed partial class VerificationHostedService(VerificationRunner runner, NodeBeat node, Rounds rounds, ILogger<VerificationHostedService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the sweep must not keep the web server from starting
        await SweepAsync();
        await rounds.RepeatAsync("Examining backups", Every, async ct => node.IsClockTrusted && await runner.RunNextAsync(ct), stoppingToken);
    }

    // Before the first test of our own, so that no folder that is being made looks abandoned. What cannot be removed keeps no backup from being proved.
    private async Task SweepAsync()
    {
        try
        {
            if (await runner.SweepAsync() is var places and > 0)
            {
                LogSwept(places);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            LogUnswept(failure);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Places} restore tests of consoles that were killed were cleared away")]
    private partial void LogSwept(int places);

    [LoggerMessage(2, LogLevel.Warning, "What restore tests of killed consoles left could not be cleared away; remove it from the scratch folder by hand, or restart the console")]
    private partial void LogUnswept(Exception failure);
}

/// <summary>Asks for the restore tests that are due, and says where proof is too old.</summary>
internal sealed class RestoreTestHostedService(DueRestoreTests tests, NodeBeat node, Rounds rounds) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => rounds.RepeatAsync(
        "Planning restore tests",
        Every,
        async ct =>
        {
            if (node.IsClockTrusted)
            {
                await tests.PlanAsync(ct);
            }

            return false;
        },
        stoppingToken);
}

/// <summary>Carries retention out every hour, for the first time <see cref="BackupWorkOptions.RetentionAfter"/>.</summary>
internal sealed class RetentionHostedService(RetentionRunner runner, NodeBeat node, BackupWorkOptions options, Rounds rounds, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(options.RetentionAfter, clock, stoppingToken);
        await rounds.RepeatAsync(
            "Retention",
            Every,
            async ct =>
            {
                if (node.IsClockTrusted)
                {
                    await runner.RunAllAsync(ct);
                }

                return false;
            },
            stoppingToken);
    }
}
