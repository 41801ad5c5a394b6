using System.Globalization;
using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using DrConsole.Nodes;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Watch;

/// <summary>
/// Compares what happened with what was due, from the policies and the run table alone. It knows nothing of the scheduler, so that a scheduler that
/// is dead, paused or wrong is noticed all the same.
/// </summary>
public sealed class Watchdog(AlarmCommands alarms, EvidenceWatch evidence, ResidencyWatch residency, IDbContextFactory<DrDbContext> contexts, TimeProvider clock)
{
    /// <summary>Subject of the alarm about the scheduler.</summary>
    public const string Scheduler = "scheduler";

    /// <summary>The scheduler wakes several times a minute; after so long it is silent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>Looks once: raises what is wrong, clears what is right again.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        await LookAtPoliciesAsync(ct);
        await LookAtNodesAsync(ct);
        await residency.LookAsync(ct);
        await evidence.LookAsync(ct);
    }

    private async Task LookAtPoliciesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var policies = await db.BackupPolicies.AsNoTracking().Where(policy => policy.DeletedAt == null).ToListAsync(ct);
        var begun = await Coverage.BegunUpToAsync(db, ct);
        var late = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            if (Coverage.LateSince(policy, begun.TryGetValue(policy.Id, out var upTo) ? upTo : null, clock.GetUtcNow()) is { } since)
            {
                late.Add(policy.Id.ToString(), Late(policy, since));
            }
        }

        await alarms.SettleAsync(Actor.Watchdog, AlarmKind.BackupLate, late, ct);
    }

    private async Task LookAtNodesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var nodes = await db.Database.SqlQuery<Seen>(
            $"""
            SELECT id AS "Id", clock_skew_seconds AS "Skew", extract(epoch FROM clock_timestamp() - started_at)::float8 AS "Up",
                   extract(epoch FROM clock_timestamp() - scheduler_seen_at)::float8 AS "SchedulerAge"
            FROM console_node WHERE seen_at > clock_timestamp() - interval '2 minutes'
            """).ToListAsync(ct);
        var skewed = nodes.Where(node => Math.Abs(node.Skew) > NodeBeat.NoticedSkew.TotalSeconds);
        await alarms.SettleAsync(Actor.Watchdog, AlarmKind.ClockSkew, skewed.ToDictionary(node => node.Id, Skewed, StringComparer.Ordinal), ct);
        await LookAtSchedulerAsync(nodes, ct);
    }

    private async Task LookAtSchedulerAsync(List<Seen> nodes, CancellationToken ct)
    {
        var youngest = nodes.Min(node => node.SchedulerAge);
        if (youngest <= Silence.TotalSeconds)
        {
            await alarms.ClearAsync(Actor.Watchdog, AlarmKind.SchedulerSilent, Scheduler, ct);
        }
        else if (nodes.Count > 0 && nodes.Max(node => node.Up) > Silence.TotalSeconds)
        {
            var since = youngest is { } age ? $"for {ScheduleLint.Span(age / 60)}" : "since the console started";
            await alarms.RaiseAsync(
                Actor.Watchdog, AlarmKind.SchedulerSilent, Scheduler,
                $"The scheduler has not woken on any node {since}: no scheduled backup begins by itself. Look at the nodes' logs for “scheduler”, and restart a node; runs on demand still work.", ct);
        }
    }

    private static string Late(BackupPolicy policy, DateTimeOffset since) =>
        string.Create(CultureInfo.InvariantCulture, $"The backup of “{policy.Name}” did not run: it was to begin at {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC. ")
        + "Look whether a node is up and its scheduler awake, and whether other runs hold all its places; start it by hand meanwhile.";

    private static string Skewed(Seen node)
    {
        var off = string.Create(CultureInfo.InvariantCulture, $"The clock of node {node.Id} is {Math.Abs(node.Skew):0.#} s {(node.Skew > 0 ? "ahead of" : "behind")} the database's.");
        return Math.Abs(node.Skew) > NodeBeat.TolerableSkew.TotalSeconds
            ? $"{off} It takes no work until its clock is right: set it by NTP."
            : $"{off} Set it by NTP; beyond {NodeBeat.TolerableSkew.TotalSeconds:0} s the node takes no work.";
    }

    private sealed record Seen(string Id, double Skew, double Up, double? SchedulerAge);
}
