using System.Globalization;
using System.Text.RegularExpressions;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Policies;

/// <summary>Says why a policy cannot be saved as it is: one fault per field and reason.</summary>
internal static partial class PolicyCheck
{
    private const int LongestName = 200;
    private const int MostChecks = 50;
    private const int LongestLockDays = 3653;

    public static async Task<IReadOnlyList<PolicyFault>> FaultsAsync(DrDbContext db, PolicyDraft draft, Guid? policyId, ConsoleOptions console, CancellationToken ct) =>
    [
        .. Names(draft), .. await NamesTakenAsync(db, draft, policyId, ct), .. SettingsCheck.Faults(draft.Settings, console), .. Schedule(draft), .. Limits(draft),
        .. Retention(draft.Retention), .. Checks(draft), .. await StoresAsync(db, draft, ct), .. await KeyAsync(db, draft, ct),
    ];

    private static IEnumerable<PolicyFault> Names(PolicyDraft draft)
    {
        if (draft.Name.Trim().Length is 0 or > LongestName)
        {
            yield return new("name", "policy_name", $"Give the policy a name of at most {LongestName} characters.");
        }

        if (draft.Source is { } source && !SourceName().IsMatch(source))
        {
            yield return new("source", "policy_source_name", "The source's name in the stores takes lower-case letters, digits and hyphens, at most 100.");
        }
    }

    private static async Task<IReadOnlyList<PolicyFault>> NamesTakenAsync(DrDbContext db, PolicyDraft draft, Guid? policyId, CancellationToken ct)
    {
        var faults = new List<PolicyFault>();
        var (name, pattern) = (draft.Name.Trim(), SearchPattern.Exactly(draft.Name.Trim()));
        if (await db.BackupPolicies.AnyAsync(policy => policy.DeletedAt == null && policy.Id != policyId && EF.Functions.ILike(policy.Name, pattern, "\\"), ct))
        {
            faults.Add(new("name", "policy_name_taken", $"There is a policy “{name}” already. The command line and the API call policies by their name: choose another."));
        }

        if (policyId is null && draft.Source is { } source && await db.BackupPolicies.AnyAsync(policy => policy.Source == source, ct))
        {
            faults.Add(new("source", "policy_source_taken", $"Backups named “{source}” in the stores belong to another policy, perhaps a deleted one. Choose another name."));
        }

        return faults;
    }

    private static IEnumerable<PolicyFault> Schedule(PolicyDraft draft)
    {
        if (draft.Cron is { } cron && CronSchedule.Fault(cron) is { } unreadable)
        {
            yield return new("cron", "policy_cron", unreadable);
        }

        if (Zones.Find(draft.Zone) is null)
        {
            yield return new("zone", "policy_zone", $"This machine knows no time zone “{SafeText.Clean(draft.Zone)}”. Use an IANA name such as Europe/Berlin, or UTC.");
        }

        foreach (var blackout in draft.Blackouts)
        {
            if (!IsTime(blackout.From) || !IsTime(blackout.To) || blackout.Days is null)
            {
                yield return new("blackouts", "policy_blackout", "A blackout has a beginning and an end as HH:mm, e.g. 22:00 to 04:00.");
            }
            else if (blackout.From == blackout.To)
            {
                yield return new("blackouts", "policy_blackout_whole_day", $"A blackout from {blackout.From} to {blackout.To} lasts the whole day: no run could start. Name the hours.");
            }
        }

        if (draft.OnChangeSeconds is { } seconds)
        {
            if (draft.Settings is not FilesSettings)
            {
                yield return new("onChangeSeconds", "policy_on_change", "Only files and directories can be watched for changes. Give other sources a schedule.");
            }
            else if (seconds is < 1 or > 86_400)
            {
                yield return new("onChangeSeconds", "policy_on_change", "A backup on change starts 1 second to 24 hours after the last change.");
            }
        }
    }

    private static IEnumerable<PolicyFault> Limits(PolicyDraft draft)
    {
        if (draft.CeilingMinutes is < 1 or > 14 * 24 * 60)
        {
            yield return new("ceilingMinutes", "policy_ceiling", "The longest time that a run may take lies between 1 minute and 14 days.");
        }

        if (draft.StallMinutes < 1 || draft.StallMinutes > draft.CeilingMinutes)
        {
            yield return new("stallMinutes", "policy_stall", "The time without any progress that ends a run lies between 1 minute and the longest time that a run may take.");
        }

        if (draft.RpoMinutes is < 0 || draft.RtoMinutes is < 0)
        {
            yield return new("rpoMinutes", "policy_objective", "An objective is a number of minutes, 0 or more.");
        }

        if (draft.RestoreTestDays is <= 0 or > 3660)
        {
            yield return new("restoreTestDays", "policy_restore_test", "The longest time between two restore tests lies between a part of a day and ten years.");
        }
    }

    private static IEnumerable<PolicyFault> Retention(IReadOnlyList<RetentionRule> rules)
    {
        if (rules.Count == 0)
        {
            yield return new("retention", "policy_retention_missing", "Say how long backups are kept: without a rule nothing would be.");
        }

        foreach (var rule in rules)
        {
            var fault = rule.Kind switch
            {
                RetentionKind.Age when rule.Days is not > 0 => "A rule by age needs a number of days above 0.",
                RetentionKind.Age or RetentionKind.AllVersions or RetentionKind.Indefinite => null,
                _ when rule.Count is not > 0 => $"The rule “{rule.Kind}” needs a number of backups above 0.",
                _ => null,
            };
            if (fault is not null)
            {
                yield return new("retention", "policy_retention", fault);
            }
        }
    }

    private static IEnumerable<PolicyFault> Checks(PolicyDraft draft)
    {
        if (draft.Checks.Count > MostChecks || draft.Checks.Any(check => string.IsNullOrWhiteSpace(check.Name) || string.IsNullOrWhiteSpace(check.Sql)))
        {
            yield return new("checks", "policy_check", $"A check has a name and one SQL query; a policy has at most {MostChecks} of them.");
        }
    }

    private static async Task<IReadOnlyList<PolicyFault>> StoresAsync(DrDbContext db, PolicyDraft draft, CancellationToken ct)
    {
        if (draft.StoreIds.Count == 0)
        {
            return [new("storeIds", "policy_store_missing", "Choose at least one store that gets a copy.")];
        }

        if (draft.StoreIds.Distinct().Count() != draft.StoreIds.Count)
        {
            return [new("storeIds", "policy_store_twice", "Each store gets one copy: name it once.")];
        }

        if (draft.LockDays is < 0 or > LongestLockDays)
        {
            return [new("lockDays", "policy_lock", $"An object lock lasts 0 to {LongestLockDays} days.")];
        }

        var stores = await db.Stores.AsNoTracking().Where(store => draft.StoreIds.Contains(store.Id)).ToListAsync(ct);
        return [.. draft.StoreIds.SelectMany(id => Store(id, stores.Find(store => store.Id == id), draft))];
    }

    private static IEnumerable<PolicyFault> Store(Guid id, StoreRecord? store, PolicyDraft draft)
    {
        if (store is null || store.RetiredAt is not null)
        {
            yield return new("storeIds", "policy_store_unknown", store is null ? $"There is no store {id}." : $"The store “{store.Name}” is retired: it takes no new backups. Choose another.");
            yield break;
        }

        var facts = store.Facts is null ? null : PolicyJson.Read<StoreFacts>(store.Facts);
        if (Residency.Violation(store.Name, draft.AllowedRegions, facts) is { } violation)
        {
            yield return new("storeIds", "policy_residency", violation);
        }

        if (draft.LockDays > 0 && facts?.HasObjectLock != true)
        {
            yield return new("lockDays", "policy_lock_unsupported", $"The store “{store.Name}” was not seen to lock objects. Switch object lock on there and probe it again, or set the lock to 0 days.");
        }
    }

    private static async Task<IReadOnlyList<PolicyFault>> KeyAsync(DrDbContext db, PolicyDraft draft, CancellationToken ct) =>
        await db.EncryptionKeys.AnyAsync(key => key.Category == draft.KeyCategory && key.RetiredAt == null && !key.IsEscrow, ct)
            ? []
            : [new("keyCategory", "policy_key_missing", $"There is no key for data of the category “{SafeText.Clean(draft.KeyCategory)}”. Make one on the page of keys first.")];

    private static bool IsTime(string? text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourceName();
}
