using DrConsole.Platform;

namespace DrConsole.Backups.Pipeline;

/// <summary>A file with identities of age (<c>AGE-SECRET-KEY-1…</c>), readable by its owner only.</summary>
public sealed class IdentityFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private IdentityFile(string path) => Path = path;

    /// <summary>Where it is; only age reads it.</summary>
    public string Path { get; }

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

    /// <summary>Writes identities into the secrets of a piece of work; gone with them.</summary>
    public static IdentityFile Write(PrivateFolder secrets, IEnumerable<SecretText> identities)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return new(secrets.Write($"identities-{System.IO.Path.GetRandomFileName()}", string.Concat(identities.Select(identity => identity.Reveal().Trim() + "\n"))));
    }
}
