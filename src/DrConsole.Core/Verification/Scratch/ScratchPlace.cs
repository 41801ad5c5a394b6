using System.Globalization;

namespace DrConsole.Verification.Scratch;

/// <summary>
/// A folder for one restore test, with a note of the process that made it. Removed when disposed; <see cref="ScratchSweep"/> removes those
/// of processes that are gone.
/// </summary>
internal sealed class ScratchPlace : IAsyncDisposable
{
    internal const string OwnerFile = "owner";
    private const int LongestSocket = 80; // the kernel takes 107 bytes, and servers add a name of their own
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private ScratchPlace(string path, string inside) => (Path, Inside) = (path, inside);

    /// <summary>All of it.</summary>
    public string Path { get; }

    /// <summary>What a sandboxed program sees and may write to.</summary>
    public string Inside { get; }

    /// <summary>Makes an empty place.</summary>
    /// <param name="root">The console's scratch folder; where its path is too long for sockets a folder in <c>/tmp</c> stands in.</param>
    /// <param name="serves">Id of the examination; its children carry it in their environment.</param>
    public static ScratchPlace Create(string root, Guid serves)
    {
        Directory.CreateDirectory(root, OwnerOnly);
        var path = System.IO.Path.Combine(root, serves.ToString("N", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(path, OwnerOnly);
        var inside = path.Length + "/in".Length <= LongestSocket
            ? System.IO.Path.Combine(path, "in")
            : System.IO.Path.Combine(System.IO.Path.GetTempPath(), "drconsole-" + System.IO.Path.GetRandomFileName());
        File.WriteAllLines(System.IO.Path.Combine(path, OwnerFile), [ProcessMark.Own().ToString(), serves.ToString(), inside]);
        Directory.CreateDirectory(inside, OwnerOnly);
        return new(path, inside);
    }

    /// <summary>A folder inside.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Inside, name), OwnerOnly).FullName;

    /// <summary>Free bytes where it lies.</summary>
    public long FreeBytes() => new DriveInfo(Inside).AvailableFreeSpace;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(RemoveAsync(Path, Inside));

    // What is being killed may still write for a moment.
    internal static async Task RemoveAsync(string path, string inside)
    {
        foreach (var folder in new[] { inside, path })
        {
            for (var attempt = 0; Directory.Exists(folder); attempt++)
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (IOException) when (attempt < 100)
                {
                    await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
                }
            }
        }
    }
}
