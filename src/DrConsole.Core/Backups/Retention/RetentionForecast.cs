using DrConsole.Verification;

namespace DrConsole.Backups.Retention;

/// <summary>
/// Which points in time could be restored on a day to come, if every run succeeds and is proved: the real plan, played forward day by day.
/// </summary>
public static class RetentionForecast
{
    /// <summary>Longest look ahead.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(3660);

    private static readonly TimeSpan Step = TimeSpan.FromDays(1);

    /// <summary>The copies that lie in the stores at that instant, with what keeps them.</summary>
    /// <param name="today">The case as it is now.</param>
    /// <param name="stores">Stores that future backups go to.</param>
    /// <param name="due">The instants after the first and up to the second at which runs are due.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day lies in the past, or beyond <see cref="Horizon"/>.</exception>
    public static RetentionPlan At(
        RetentionCase today, IReadOnlyList<Guid> stores, Func<DateTimeOffset, DateTimeOffset, IEnumerable<DateTimeOffset>> due, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(today);
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(due);
        ArgumentOutOfRangeException.ThrowIfLessThan(at, today.Now);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, today.Now + Horizon);
        var day = today with { FailingSince = null, ClockDoubt = null, RemovedLately = new Dictionary<Guid, int>() };
        while (day.Now < at)
        {
            var next = day.Now + Step < at ? day.Now + Step : at;
            var taken = due(day.Now, next).Select(instant => Taken(instant, stores));
            day = Carry(day with { Now = next, Backups = [.. day.Backups, .. taken] });
        }

        return RetentionPlan.Make(day);
    }

    private static CandidateBackup Taken(DateTimeOffset instant, IReadOnlyList<Guid> stores) => new(
        Guid.CreateVersion7(instant), instant, [], [], [.. stores.Select(store => new CandidateCopy(store, CopyState.Present, VerificationLevel.Content))]);

    private static RetentionCase Carry(RetentionCase day)
    {
        var acts = RetentionPlan.Make(day).Copies.ToDictionary(copy => (copy.BackupId, copy.StoreId));
        return day with
        {
            Backups =
            [
                .. day.Backups
                    .Select(backup => backup with { Copies = [.. backup.Copies.Where(copy => copy.IsThere).Select(copy => After(copy, acts[(backup.Id, copy.StoreId)])).OfType<CandidateCopy>()] })
                    .Where(backup => backup.Copies.Count > 0),
            ],
        };
    }

    private static CandidateCopy? After(CandidateCopy copy, RetentionDecision decision) => decision.Act switch
    {
        RetentionAct.Delete => null,
        RetentionAct.Mark or RetentionAct.Lift => copy with { DeletableAt = decision.DeletableAt },
        _ => copy,
    };
}
