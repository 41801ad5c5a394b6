using DrConsole.Alarms;
using DrConsole.Backups.Runs;
using DrConsole.Reports;
using DrConsole.Verification;

namespace DrConsole.Tests.Reports;

/// <summary>Facts of policies as tests want them, at a fixed instant.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static PolicyFacts Policy(string name = "orders", string? system = "Orders") => new()
    {
        PolicyId = Guid.CreateVersion7(), Name = name, Source = name, SourceKind = "postgres", SystemName = system, Data = name, Since = Now.AddDays(-30), NextDue = new(2026, 3, 11, 2, 0, 0, TimeSpan.Zero), StoreCount = 2,
    };

    /// <summary>A policy with a daily backup whose newest one a restore proved.</summary>
    public static PolicyFacts Proven() => WithPoints(Policy(), Point(TimeSpan.FromHours(10), isProven: true)) with { Runs = [Run(RunState.Succeeded, TimeSpan.FromHours(10))] };

    public static PolicyFacts WithPoints(PolicyFacts policy, params BackupPoint[] newestFirst) => policy with
    {
        Newest = newestFirst, NewestProven = newestFirst.FirstOrDefault(point => point.ProvenAt is not null), BackupCount = newestFirst.Length, ProvenCount = newestFirst.Count(point => point.ProvenAt is not null),
    };

    public static BackupPoint Point(TimeSpan age, bool isProven = false, long bytes = 1_000_000, bool isWhole = true) => new(
        Guid.CreateVersion7(), Now - age, Now - age, bytes, bytes / 3, isWhole, isProven ? VerificationLevel.Content : VerificationLevel.ReadBack, isProven ? Now - age : null);

    public static EndedRun Run(RunState state, TimeSpan age, double seconds = 60) =>
        new(Guid.CreateVersion7(), state, Now - age, Now - age, Now - age + TimeSpan.FromSeconds(seconds), state == RunState.Failed ? "The server refused the password." : null);

    public static MeasuredRestore Restore(TimeSpan age, double fetch, double restore, double compare, long bytes = 1_000_000) =>
        new(Now - age, bytes, [new("fetch and decrypt", fetch, "done"), new("restore", restore, "done"), new("compare", compare, "same")]);

    public static OpenAlarm Alarm(AlarmKind kind) => new(kind, "", "It is late. Look at the scheduler.", Now);

    public static RecoveryTarget Target(double? rpo = null, double? rto = null) => new(rpo, "this policy", rto, "this policy");

    public static SourceEvidence Of(PolicyFacts policy, RecoveryTarget? target = null) => SourceEvidence.Of(policy, target ?? RecoveryTarget.None, Now);
}
