using System.Globalization;
using DrConsole.Verification;

namespace DrConsole.Backups.Retention;

/// <summary>How retention speaks of instants and levels.</summary>
internal static class RetentionWords
{
    public static string At(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    public static string Level(VerificationLevel level) => level switch
    {
        VerificationLevel.Exists => "the look at its files",
        VerificationLevel.ReadBack => "reading back",
        VerificationLevel.Structure => "the check of its structure",
        VerificationLevel.Restored => "a restore test",
        _ => "a restore test with comparison of its content",
    };
}
