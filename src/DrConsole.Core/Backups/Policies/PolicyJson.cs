using System.Text.Json;
using DrConsole.Backups.Sources;
using DrConsole.Plans;
using DrConsole.Platform;

namespace DrConsole.Backups.Policies;

/// <summary>The parts of a policy that its row keeps as JSON.</summary>
public static class PolicyJson
{
    /// <summary>What is backed up.</summary>
    public static SourceSettings SettingsOf(this BackupPolicy policy) => Read<SourceSettings>(policy.Settings);

    /// <summary>Why its backups are kept.</summary>
    public static IReadOnlyList<RetentionRule> RetentionOf(this BackupPolicy policy) => Read<IReadOnlyList<RetentionRule>>(policy.Retention);

    /// <summary>When none of its runs starts.</summary>
    public static IReadOnlyList<Blackout> BlackoutsOf(this BackupPolicy policy) => Read<IReadOnlyList<Blackout>>(policy.Blackouts);

    /// <summary>The administrator's own checks of a restored copy.</summary>
    public static IReadOnlyList<ContentCheck> ChecksOf(this BackupPolicy policy) => Read<IReadOnlyList<ContentCheck>>(policy.Checks);

    internal static string Text<T>(T value) => JsonSerializer.Serialize(value, CanonicalJson.Options);

    internal static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, CanonicalJson.Options) ?? throw new InvalidOperationException("A policy's JSON is null.");
}
