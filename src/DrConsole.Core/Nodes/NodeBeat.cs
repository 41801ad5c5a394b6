using System.Reflection;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Nodes;

/// <summary>This process among the console's nodes: says that it lives, and compares its clock with the database's.</summary>
public sealed class NodeBeat(IDbContextFactory<DrDbContext> contexts, ConsoleOptions console, TimeProvider clock)
{
    /// <summary>A clock that is off by more is said.</summary>
    public static readonly TimeSpan NoticedSkew = TimeSpan.FromSeconds(2);

    /// <summary>A node whose clock is off by more takes no work: schedules, leases and signatures of stores go by time.</summary>
    public static readonly TimeSpan TolerableSkew = TimeSpan.FromSeconds(60);

    private static readonly string Version = typeof(NodeBeat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private long _skewTicks;

    /// <summary>This node's clock minus the database's, as last measured.</summary>
    public TimeSpan Skew => TimeSpan.FromTicks(Interlocked.Read(ref _skewTicks));

    /// <summary>False while this node must take no work.</summary>
    public bool IsClockTrusted => Skew.Duration() <= TolerableSkew;

    /// <summary>Says that this node lives. Written directly: it changes nothing that anybody decided.</summary>
    public async Task BeatAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        Interlocked.Exchange(ref _skewTicks, (await MeasureAsync(db, ct)).Ticks);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO console_node (id, started_at, seen_at, clock_skew_seconds, software_version)
            VALUES ({console.NodeId}, {_startedAt}, clock_timestamp(), {Skew.TotalSeconds}, {Version})
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, clock_skew_seconds = excluded.clock_skew_seconds, started_at = excluded.started_at,
                software_version = excluded.software_version
            """, ct);
        await db.Database.ExecuteSqlAsync($"DELETE FROM console_node WHERE seen_at < clock_timestamp() - interval '1 day'", ct);
    }

    /// <summary>Says that the scheduler woke on this node.</summary>
    public async Task SchedulerWokeAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"UPDATE console_node SET scheduler_seen_at = clock_timestamp() WHERE id = {console.NodeId}", ct);
    }

    // The answer's way back is as long as the question's way there, near enough.
    private async Task<TimeSpan> MeasureAsync(DrDbContext db, CancellationToken ct)
    {
        var (before, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        var there = (await db.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """).ToListAsync(ct))[0];
        return before + (clock.GetElapsedTime(stamp) / 2) - there;
    }
}
