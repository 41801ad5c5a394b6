using DrConsole.Platform;

namespace DrConsole.Backups.Restoring.Files;

/// <summary>
/// Unpacks an archive of files with GNU tar, which takes leading slashes and <c>..</c> away and makes symbolic links only after all files, so that no
/// member is written through one. The right to make device nodes is taken from it. Owners are restored for root alone; others own what they restore.
/// </summary>
internal static class Unpacking
{
    public static Task UnpackAsync(string folder, Stream plain, CancellationToken ct) => ContainedChild.FeedAsync(
        new("setpriv", ["--bounding-set", "-mknod", "--inh-caps", "-mknod", "--", "tar", .. Arguments(folder)]), plain, ct);

    private static IEnumerable<string> Arguments(string folder) =>
    [
        "--extract", "--file=-", $"--directory={folder}", "--listed-incremental=/dev/null", "--preserve-permissions", "--delay-directory-restore", "--warning=no-timestamp",
        .. Environment.IsPrivilegedProcess ? ["--same-owner", "--numeric-owner"] : new[] { "--no-same-owner" },
    ];
}
