using System.Security.Cryptography;

namespace DrConsole.Platform;

/// <summary>
/// The key under which the console seals secrets in its database. It lives in a 0600 file outside the database, so that a copy of the
/// database opens nothing. Made on first use; every node of a console needs the same file.
/// </summary>
public sealed class MasterKey(string path)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly Lock _gate = new();
    private byte[]? _bytes;

    /// <summary>Where the key is kept.</summary>
    public string Path => path;

    /// <summary>The key: read once, made when the file is missing.</summary>
    /// <exception cref="RefusedException">The file is there and is no key, or others may read it.</exception>
    public byte[] Bytes()
    {
        lock (_gate)
        {
            return _bytes ??= File.Exists(path) ? Read(path) : PutIfMissing(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length)));
        }
    }

    /// <summary>Puts a restored key into its place; the same key that is there already is left alone.</summary>
    /// <exception cref="RefusedException">It is no key, or another key is there.</exception>
    public static void Put(string path, SecretText key)
    {
        ArgumentNullException.ThrowIfNull(key);
        EnsureKey(path, key.Reveal());
        if (!string.Equals(Convert.ToHexStringLower(PutIfMissing(path, key.Reveal())), key.Reveal(), StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException("master_key_other", $"{path} is the master key of another console: move it away.");
        }
    }

    private static byte[] Read(string path)
    {
        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
        {
            throw new RefusedException("master_key_public", $"{path} can be read by others: run 'chmod 600' on it.");
        }

        var text = File.ReadAllText(path).Trim();
        EnsureKey(path, text);
        return Convert.FromHexString(text);
    }

    private static void EnsureKey(string path, string text)
    {
        if (text.Length != Length * 2 || !text.All(char.IsAsciiHexDigit))
        {
            throw new RefusedException("master_key_broken", $"{path} is no master key (64 hexadecimal digits): put the right file back.");
        }
    }

    // Written beside and renamed: a crash leaves no half key, and of two nodes that start at once both end with the same.
    private static byte[] PutIfMissing(string path, string key)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var partial = $"{path}.{Environment.ProcessId}.new";
        using (var file = new FileStream(partial, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(partial, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(partial);
        }

        return Read(path);
    }
}
