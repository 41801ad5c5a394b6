namespace DrConsole.Tests.Support;

/// <summary>
/// Names folders for the servers of tests. They lie in memory where there is plenty: databases come and go by the hundred, and ext4, which passes over the
/// inodes of files that were deleted a moment ago, spends a fifth of all processor time of the tests on finding others.
/// </summary>
internal static class ServerFolder
{
    private const string Memory = "/dev/shm";
    private const long Plenty = 8L * 1024 * 1024 * 1024;

    // Not below TMPDIR: that may be a folder which only root can enter, and a socket's path must be short.
    private static readonly string Root =
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Plenty && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > Plenty ? Memory : "/tmp";

    /// <summary>A short path where nothing is yet.</summary>
    public static string New(string kind) => $"{Root}/drconsole-{kind}-{Environment.ProcessId}-{Path.GetRandomFileName()}";
}
