using System.Buffers.Binary;
using System.Security.Cryptography;
using DrConsole.Plans.Edit;

namespace DrConsole.Backups.Policies;

/// <summary>Spreads policies of the same schedule over a moment, each always at its own second, instead of by chance.</summary>
internal static class StableOffset
{
    private const int LongestSeconds = 240;

    // A twentieth of the time between two runs, so that a schedule of every minute stays one.
    private const double ShareOfGap = 0.05;

    public static int Seconds(Guid policyId, string? cron)
    {
        if (cron is null || CronSchedule.LongestGap(cron) is not { } gap)
        {
            return 0;
        }

        var longest = (int)Math.Min(LongestSeconds, gap * 60 * ShareOfGap);
        var hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(policyId.ToByteArray()));
        return (int)(hash % (uint)(longest + 1));
    }
}
