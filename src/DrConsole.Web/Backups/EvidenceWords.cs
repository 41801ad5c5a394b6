using System.Globalization;
using DrConsole.Reports;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups;

/// <summary>Says what evidence is worth, in words, shape and tone.</summary>
internal static class EvidenceWords
{
    public static string Text(EvidenceState state) => state switch
    {
        EvidenceState.Failing => "Failing",
        EvidenceState.ClockWrong => "A clock is wrong",
        EvidenceState.ObjectiveBroken => "Objective broken",
        EvidenceState.Late => "Late",
        EvidenceState.NothingYet => "No backup yet",
        EvidenceState.Unproven => "Not proven",
        EvidenceState.ProofOld => "Proof is old",
        EvidenceState.Paused => "Switched off",
        _ => "Proven",
    };

    public static Tone Tone(EvidenceState state) => state switch
    {
        EvidenceState.Proven => Shell.Tone.Good,
        EvidenceState.Paused => Shell.Tone.Neutral,
        EvidenceState.ProofOld or EvidenceState.Late => Shell.Tone.Warning,
        _ => Shell.Tone.Danger,
    };

    public static Mark Mark(EvidenceState state) => state switch
    {
        EvidenceState.Proven => Shell.Mark.Check,
        EvidenceState.Failing => Shell.Mark.Cross,
        EvidenceState.Late or EvidenceState.ClockWrong => Shell.Mark.Clock,
        EvidenceState.NothingYet or EvidenceState.Unproven => Shell.Mark.Empty,
        EvidenceState.ProofOld => Shell.Mark.Half,
        EvidenceState.Paused => Shell.Mark.Dash,
        _ => Shell.Mark.Alert,
    };

    /// <summary>What to do next about a source, with the address of where it is done; null when there is nothing to do.</summary>
    public static (string Text, string Why, string Href)? Next(SourceEvidence source) => source.Next switch
    {
        NextStep.LookAtRun => ("See why it failed", FailureText(source), source.Record.Last is { } last ? BackupLinks.Run(last.Id) : BackupLinks.Runs),
        NextStep.Watch when source.Policy.OpenRunId is { } run => ("See how far it is", "A run is under way.", BackupLinks.Run(run)),
        NextStep.RunNow => ("Back up now", NoBackupText(source), BackupLinks.Policy(source.Policy.PolicyId)),
        NextStep.Prove when source.Policy.Newest is [var newest, ..] => ("Test a restore now", ProofText(source), $"{BackupLinks.Backup(newest.Id)}#verify"),
        NextStep.Resume => ("Switch it on", "Nothing is backed up while it is off.", BackupLinks.Policy(source.Policy.PolicyId)),
        NextStep.ReadAlarm => ("Read the alarm", "It names the cause and the cure.", $"{BackupLinks.Overview}#alarms"),
        _ => null,
    };

    /// <summary>What a run of it does now, for somebody who is about to start one.</summary>
    public static string WhatRuns(SourceEvidence source) =>
        $"“{source.Policy.Name}” ({SourceWords.Kind(source.Policy.SourceKind)}) is backed up now, to {(source.Policy.StoreCount == 1 ? "1 store" : $"{source.Policy.StoreCount} stores")}. "
        + (source.UsualSeconds?.Median ?? (source.Record.Times is [var last, ..] ? last : null)) switch
        {
            { } seconds => string.Create(CultureInfo.InvariantCulture, $"It usually takes about {Math.Max(1, Math.Round(seconds / 60)):0} min. "),
            null => "How long it takes is not known yet. ",
        }
        + "Its source is read as a whole, so it is a load on that server. You are led to the run and can cancel it there.";

    private static string NoBackupText(SourceEvidence source) => source.State switch
    {
        EvidenceState.NothingYet => "There is no whole backup.",
        EvidenceState.ObjectiveBroken => "More would be lost now than was promised.",
        _ => "No new backup came when it was due.",
    };

    private static string FailureText(SourceEvidence source) => source.Record.BadInARow switch
    {
        > 1 and var count => $"The last {count} runs left no backup.",
        _ => "The last run left no backup.",
    };

    private static string ProofText(SourceEvidence source) => source.State switch
    {
        EvidenceState.Unproven => "No restore has proved any of its backups.",
        EvidenceState.ProofOld => "No restore has proved it for too long.",
        _ => "A newer backup is there, and no restore has proved it.",
    };
}
