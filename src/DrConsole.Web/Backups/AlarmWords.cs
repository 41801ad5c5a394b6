using DrConsole.Alarms;

namespace DrConsole.Web.Backups;

/// <summary>Kinds of alarms in words.</summary>
internal static class AlarmWords
{
    public static string Text(AlarmKind kind) => kind switch
    {
        AlarmKind.BackupFailed => "Backup failed",
        AlarmKind.BackupLate => "Backup did not run",
        AlarmKind.BackupDegraded => "A copy is missing",
        AlarmKind.SizeAnomaly => "Unusual size",
        AlarmKind.VerificationFailed => "Verification failed",
        AlarmKind.NotProven => "Not proven for too long",
        AlarmKind.StoreUnreachable => "Store does not answer",
        AlarmKind.ObjectiveBreached => "Objective broken",
        AlarmKind.WalGap => "Gap in the log",
        AlarmKind.WalSilent => "Log is not shipped",
        AlarmKind.ClockSkew => "A clock is wrong",
        AlarmKind.SchedulerSilent => "Scheduler is silent",
        AlarmKind.EscrowUnproven => "Escrow key not proven",
        AlarmKind.RetentionStopped => "Nothing is removed",
        AlarmKind.MediumMissing => "Medium is missing",
        AlarmKind.ResidencyViolated => "Data in a wrong region",
        AlarmKind.RestoreUnfinished => "A restore left something behind",
        AlarmKind.JournalUnreadable => "A journal cannot be read",
        _ => kind.ToString(),
    };
}
