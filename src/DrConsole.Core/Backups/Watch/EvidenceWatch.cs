using System.Globalization;
using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Backups.Policies;
using DrConsole.Platform;
using DrConsole.Reports;

namespace DrConsole.Backups.Watch;

/// <summary>
/// Says where the backups are not worth what was promised, and where the newest has an unusual size: by the evidence that the pages show, so that an
/// alarm and the page beside it cannot differ.
/// </summary>
public sealed class EvidenceWatch(IEvidenceQueries evidence, AlarmCommands alarms)
{
    /// <summary>Looks once: raises what is wrong, clears what is right again.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var now = await evidence.ReadAsync(ct);
        var lost = now.Systems.SelectMany(system => system.RpoBroken).Select(source => source.Policy.PolicyId).ToHashSet();
        await alarms.SettleAsync(Actor.Watchdog, AlarmKind.SizeAnomaly, Texts(now.Sources, source => source.IsSizeUnusual ? [Unusual(source)] : []), ct);
        await alarms.SettleAsync(Actor.Watchdog, AlarmKind.ObjectiveBreached, Texts(now.Sources, source => Broken(source, lost.Contains(source.Policy.PolicyId))), ct);
    }

    private static Dictionary<string, string> Texts(IEnumerable<SourceEvidence> sources, Func<SourceEvidence, IEnumerable<string>> text) =>
        sources.Select(source => (Subject: source.Policy.PolicyId.ToString(), Text: string.Join(' ', text(source)))).Where(row => row.Text.Length > 0)
            .ToDictionary(row => row.Subject, row => row.Text, StringComparer.Ordinal);

    private static string Unusual(SourceEvidence source)
    {
        var (newest, usual) = (source.Policy.Newest[0], source.UsualBytes!);
        return $"The newest backup of “{source.Policy.Name}”, of {Utc(newest.ConsistentAt)}, has {Sizes.Say(newest.PlainBytes)}; usual are {Sizes.Say(usual.Low)} to {Sizes.Say(usual.High)}. "
            + (newest.PlainBytes < usual.Low
                ? "A small backup is often a broken one: look at what it holds before older ones are removed, and place a hold on the last good one if in doubt."
                : "Look at what has grown: a copy that somebody left behind, or data that somebody else encrypted and that no longer compresses.");
    }

    // Instants and no ages: a text that changes at each look would wake every open page.
    private static IEnumerable<string> Broken(SourceEvidence source, bool isRpoBroken)
    {
        var (policy, target) = (source.Policy, source.Target);
        if (isRpoBroken)
        {
            yield return $"“{policy.Name}” would lose more than the {ScheduleLint.Span(target.RpoMinutes!.Value)} that {target.RpoFrom} allows: "
                + (source.ProvenUntil is { } until ? $"the newest point that a restore has proved is of {Utc(until)}." : "no restore has proved any backup.")
                + (policy.IsEnabled ? "" : " The policy is switched off.")
                + (source.CompleteUntil > source.ProvenUntil || (source.ProvenUntil is null && source.CompleteUntil is not null)
                    ? $" A newer backup, of {Utc(source.CompleteUntil.Value)}, waits to be proved: have it restored as a test." : " Take a backup, and have it restored as a test.");
        }

        if (source.IsRtoBroken)
        {
            yield return $"Restoring “{policy.Name}” would take {ScheduleLint.Span(source.Rto!.Total.TotalMinutes)}, and {target.RtoFrom} allows {ScheduleLint.Span(target.RtoMinutes!.Value)}: "
                + $"by the restore that was measured on {Utc(source.Rto.MeasuredAt)}{(source.Rto.Growth > 1 ? ", scaled to today's size" : "")}. "
                + $"Most of it is “{source.Rto.Parts.MaxBy(part => part.Today)!.Name}”. Make that faster, or promise what can be kept.";
        }
    }

    private static string Utc(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}
