using System.Text.Json;
using DrConsole.Access;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Retention;

/// <summary>Remembers in the database how the clock went, for every node alike.</summary>
internal static class RetentionClock
{
    private const string Setting = "backups.retention-clock";

    /// <summary>Judges the clock and remembers the judgement. Returns why it is not believed, or null.</summary>
    public static async Task<string?> JudgeAsync(DrDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var databaseNow = (await db.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """).ToListAsync(ct))[0];
        var (next, doubt) = ClockTrust.Judge(await BeforeAsync(db, ct), now, databaseNow, await NewestAsync(db, ct));
        var json = JsonSerializer.Serialize(next, CanonicalJson.Options);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO console_setting (key, value, changed_by_name, changed_at) VALUES ({Setting}, {json}, {Actor.Engine.Name}, {now})
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
            """, ct);
        return doubt;
    }

    /// <summary>The same judgement without remembering it.</summary>
    public static async Task<string?> PeekAsync(DrDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var databaseNow = (await db.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """).ToListAsync(ct))[0];
        return ClockTrust.Judge(await BeforeAsync(db, ct), now, databaseNow, await NewestAsync(db, ct)).Doubt;
    }

    private static async Task<ClockTrust?> BeforeAsync(DrDbContext db, CancellationToken ct)
    {
        var text = await db.Settings.AsNoTracking().Where(setting => setting.Key == Setting).Select(setting => setting.Value).SingleOrDefaultAsync(ct);
        return text is null ? null : JsonSerializer.Deserialize<ClockTrust>(text, CanonicalJson.Options);
    }

    private static Task<DateTimeOffset?> NewestAsync(DrDbContext db, CancellationToken ct) => db.Backups.MaxAsync(backup => (DateTimeOffset?)backup.ConsistentAt, ct);
}
