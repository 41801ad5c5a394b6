namespace DrConsole.Platform;

/// <summary>
/// A folder of mode 0700 for the secrets of one piece of work, in memory (<c>/dev/shm</c>) where there is one. Gone when disposed;
/// <see cref="Sweep"/> removes those that a killed process left behind.
/// </summary>
public sealed class PrivateFolder : IDisposable
{
    private const string Prefix = "drconsole-secret-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private PrivateFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    private static string Root => Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();

    /// <summary>Makes an empty one.</summary>
    public static PrivateFolder Create()
    {
        var path = System.IO.Path.Combine(Root, $"{Prefix}{Environment.ProcessId}-{System.IO.Path.GetRandomFileName()}");
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(path);
    }

    /// <summary>Writes a file of mode 0600 and returns its path.</summary>
    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        file.Write(System.Text.Encoding.UTF8.GetBytes(content));
        return path;
    }

    /// <summary>Removes the folders of processes that are gone. Returns how many there were.</summary>
    public static int Sweep()
    {
        var gone = Directory.EnumerateDirectories(Root, Prefix + "*").Where(folder => !IsAlive(System.IO.Path.GetFileName(folder))).ToList();
        foreach (var folder in gone)
        {
            Directory.Delete(folder, recursive: true);
        }

        return gone.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static bool IsAlive(string name) => Directory.Exists($"/proc/{name[Prefix.Length..].Split('-')[0]}");
}
