namespace DrConsole.Stores;

/// <summary>Which file system a path lies on: two directories on one disk are one medium.</summary>
internal static class Mounts
{
    /// <summary>The mount point above the path.</summary>
    public static string Of(string path) => DriveInfo.GetDrives().Select(drive => drive.Name)
        .Where(mount => path.StartsWith(mount.TrimEnd('/') + "/", StringComparison.Ordinal) || path == mount).MaxBy(mount => mount.Length) ?? "/";
}
