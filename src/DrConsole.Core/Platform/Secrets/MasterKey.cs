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
            return _bytes ??= File.Exists(path) ? Read() : Make();
        }
    }

    private byte[] Read()
    {
        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
        {
            throw new RefusedException("master_key_public", $"{path} can be read by others: run 'chmod 600' on it.");
        }

        var text = File.ReadAllText(path).Trim();
        return text.Length == Length * 2 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new RefusedException("master_key_broken", $"{path} is no master key (64 hexadecimal digits): put the right file back.");
    }

    // Written beside and renamed: a crash leaves no half key, and of two nodes that start at once both end with the same.
    private byte[] Make()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var partial = $"{path}.{Environment.ProcessId}.new";
        using (var file = new FileStream(partial, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length)) + "\n"));
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

        return Read();
    }
}
