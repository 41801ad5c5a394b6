using DrConsole.Backups;
using DrConsole.Backups.Retention;
using DrConsole.Plans;
using DrConsole.Verification;

namespace DrConsole.Tests.Backups.Retention;

/// <summary>Short ways to say which backups there are.</summary>
internal static class RetentionCases
{
    public static readonly Guid StoreA = Guid.Parse("a0000000-0000-0000-0000-000000000001");
    public static readonly Guid StoreB = Guid.Parse("b0000000-0000-0000-0000-000000000002");
    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static RetentionCase Case(IEnumerable<CandidateBackup> backups, params RetentionRule[] rules) =>
        new() { Rules = rules, Zone = TimeZoneInfo.Utc, Backups = [.. backups], Now = Now };

    /// <summary>A proven backup of that many days ago, in store A.</summary>
    public static CandidateBackup DaysAgo(double days, VerificationLevel? level = VerificationLevel.Content, Func<CandidateCopy, CandidateCopy>? copy = null) =>
        At(Now.AddDays(-days), (copy ?? (made => made))(new(StoreA, CopyState.Present, level)));

    public static CandidateBackup At(DateTimeOffset instant, params CandidateCopy[] copies) => new(Guid.CreateVersion7(instant), instant, [], [], copies);

    public static CandidateCopy Marked(CandidateCopy copy) => copy with { DeletableAt = Now.AddHours(-1) };

    public static RetentionDecision Of(this RetentionPlan plan, CandidateBackup backup, Guid? store = null) =>
        plan.Copies.Single(copy => copy.BackupId == backup.Id && copy.StoreId == (store ?? StoreA));

    public static IReadOnlyList<Guid> Kept(this RetentionPlan plan, Guid? store = null) =>
        [.. plan.Copies.Where(copy => copy.KeptBy.Count > 0 && copy.StoreId == (store ?? StoreA)).Select(copy => copy.BackupId)];
}
