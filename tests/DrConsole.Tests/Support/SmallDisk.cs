using System.Diagnostics;

namespace DrConsole.Tests.Support;

/// <summary>A disk of a few megabytes in memory. Only root can mount one; elsewhere the test is skipped and says so.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync(string size)
    {
        var path = Directory.CreateTempSubdirectory("drconsole-disk-").FullName;
        var isMounted = Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size},mode=700", "tmpfs", path);
        if (!isMounted)
        {
            Directory.Delete(path);
            Assert.Skip("This test mounts a small disk, which needs root and a kernel that lets it.");
        }

        return new SmallDisk(path);
    }

    public Task RemountReadOnlyAsync() => RunAsync("mount", "-o", "remount,ro", Path);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        Directory.Delete(Path);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0;
    }
}
