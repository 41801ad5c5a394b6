using DrConsole.Backups;
using DrConsole.Verification;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups;

/// <summary>Says how far a backup or a copy is proven, in words, shape and tone. Only a restore proves.</summary>
internal static class ProofWords
{
    public static string Level(VerificationLevel level) => level switch
    {
        VerificationLevel.Exists => "V0 exists",
        VerificationLevel.ReadBack => "V1 read back",
        VerificationLevel.Structure => "V2 structure",
        VerificationLevel.Restored => "V3 restored",
        _ => "V4 content",
    };

    /// <summary>What an examination of that level does.</summary>
    public static string Meaning(VerificationLevel level) => level switch
    {
        VerificationLevel.Exists => "All objects are listed, sizes match, the manifest's signature is good.",
        VerificationLevel.ReadBack => "Every byte is read back, hashed, decrypted and decompressed.",
        VerificationLevel.Structure => "The tool that restores it can read its structure.",
        VerificationLevel.Restored => "It is restored into a scratch server.",
        _ => "It is restored, and the content is compared with the fingerprints of the backup's instant; the policy's checks hold.",
    };

    public static string Proof(VerificationLevel? level, DateTimeOffset? provenAt) => (level, provenAt) switch
    {
        (_, not null) => "Proven",
        (null, _) => "Not examined",
        ({ } reached, _) => $"Not proven: {Level(reached)}",
    };

    public static Tone ProofTone(DateTimeOffset? provenAt) => provenAt is null ? Tone.Danger : Tone.Good;

    public static Mark ProofMark(VerificationLevel? level, DateTimeOffset? provenAt) => (level, provenAt) switch
    {
        (_, not null) => Mark.Check,
        (null, _) => Mark.Empty,
        _ => Mark.Half,
    };

    public static string Copy(CopyState state) => state switch
    {
        CopyState.Missing => "missing",
        CopyState.Present => "there",
        CopyState.Damaged => "damaged",
        _ => "deleted",
    };

    public static Tone CopyTone(CopyState state) => state switch
    {
        CopyState.Present => Tone.Good,
        CopyState.Missing => Tone.Warning,
        CopyState.Damaged => Tone.Danger,
        _ => Tone.Neutral,
    };

    public static Mark CopyMark(CopyState state) => state switch
    {
        CopyState.Present => Mark.Check,
        CopyState.Missing => Mark.Empty,
        CopyState.Damaged => Mark.Cross,
        _ => Mark.Dash,
    };

    public static string Verdict(Verdict? verdict) => verdict switch
    {
        Verification.Verdict.Pass => "Passed",
        Verification.Verdict.Fail => "Failed",
        Verification.Verdict.NotVerifiableHere => "Not verifiable here",
        _ => "Under way",
    };

    public static Tone VerdictTone(Verdict? verdict) => verdict switch
    {
        Verification.Verdict.Pass => Tone.Good,
        Verification.Verdict.Fail => Tone.Danger,
        Verification.Verdict.NotVerifiableHere => Tone.Warning,
        _ => Tone.Info,
    };

    public static Mark VerdictMark(Verdict? verdict) => verdict switch
    {
        Verification.Verdict.Pass => Mark.Check,
        Verification.Verdict.Fail => Mark.Cross,
        Verification.Verdict.NotVerifiableHere => Mark.Dash,
        _ => Mark.Clock,
    };
}
