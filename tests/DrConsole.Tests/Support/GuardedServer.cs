using System.Diagnostics;

namespace DrConsole.Tests.Support;

/// <summary>
/// A server in a folder of its own below a shell that reads from the tests: the end of the input, which a killed test process causes too, ends the server
/// and removes the folder.
/// </summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    private const string Script = """
        set -u
        folder=$1; shift
        cd /
        "$@" >>"$folder/log" 2>&1 </dev/null &
        server=$!
        read -r _
        (while kill -KILL "$server"; do sleep 0.2; done) >/dev/null 2>&1 </dev/null &
        again=$!
        wait "$server" 2>/dev/null
        kill "$again" 2>/dev/null
        rm -rf -- "$folder"
        """;

    private readonly Process _guard;

    private GuardedServer(string folder, Process guard) => (Folder, _guard) = (folder, guard);

    public string Folder { get; }

    /// <summary>An empty folder with a short path, which a server's own user may enter.</summary>
    public static string NewFolder(string? owner)
    {
        var folder = ServerFolder.New("tests");
        Directory.CreateDirectory(folder);
        if (owner is not null && Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", [owner, folder]);
            chown.WaitForExit();
        }

        return folder;
    }

    public static GuardedServer Start(string folder, string? user, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", Script, "sh", folder, program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        if (user is not null && Environment.IsPrivilegedProcess)
        {
            start.UserName = user;
        }

        return new(folder, Process.Start(start) ?? throw new InvalidOperationException("There is no /bin/sh."));
    }

    public async Task<string> LastWordsAsync() => File.Exists(Path.Combine(Folder, "log"))
        ? string.Join(' ', (await File.ReadAllLinesAsync(Path.Combine(Folder, "log"), CancellationToken.None)).TakeLast(5))
        : "it left no log";

    public async ValueTask DisposeAsync() => await GuardShell.EndAsync(_guard);
}
