using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary>Reads files that hold secrets; a file that others can read holds none any more.</summary>
internal static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file's text.</summary>
    /// <exception cref="RefusedException">It is missing, or others may read it.</exception>
    public static SecretText Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RefusedException("file_missing", $"There is no file {path}.");
        }

        return (File.GetUnixFileMode(path) & ~OwnerOnly) == UnixFileMode.None
            ? new(File.ReadAllText(path))
            : throw new RefusedException("file_public", $"{path} can be read by others: run 'chmod 600' on it.");
    }
}
