using DrConsole.Platform;

namespace DrConsole.Backups.Keys;

/// <summary>A file of mode 0600 with age identities, one a line, as <c>age -d -i</c> reads it: in a private folder, or the one that a person named.</summary>
/// <param name="Path">Where it is; only age reads it.</param>
public sealed record IdentityFile(string Path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A file that a person named.</summary>
    /// <exception cref="RefusedException">It is missing, or others may read it.</exception>
    public static IdentityFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new RefusedException("identity_missing", $"There is no file {path}.");
        }

        return (File.GetUnixFileMode(path) & ~OwnerOnly) == UnixFileMode.None
            ? new(System.IO.Path.GetFullPath(path))
            : throw new RefusedException("identity_public", $"{path} can be read by others: run 'chmod 600' on it.");
    }
}
