using System.Diagnostics;

namespace DrConsole.Tests.Support;

/// <summary>
/// A shell between the tests and PostgreSQL that reads from the tests: the word "stop" ends the server and keeps its data,
/// the end of the input, which a killed test process causes too, ends the server at once and removes everything.
/// </summary>
internal static class PostgresGuard
{
    // A signal on the parent's death is no substitute: it comes when the starting thread of the pool ends.
    private const string Script = """
        set -u
        folder=$1 bin=$2 owner=$3
        cd /
        if [ ! -d "$folder" ]; then
            mkdir -m 700 "$folder" "$folder/socket"
            "$bin/initdb" --pgdata "$folder/data" --username "$owner" --auth-local trust --auth-host reject \
                --encoding UTF8 --locale C.UTF-8 --no-sync --no-instructions >"$folder/log" 2>&1 </dev/null
        fi
        "$bin/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder/socket" \
            -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300 \
            -c timezone=UTC >>"$folder/log" 2>&1 </dev/null &
        server=$!
        if read -r _; then
            kill -INT "$server"
            wait "$server"
        else
            # Again and again: a server that is only just starting still ignores the signal.
            (while kill -QUIT "$server"; do sleep 0.2; done) >/dev/null 2>&1 </dev/null &
            again=$!
            wait "$server" 2>/dev/null # the shell would report the signal
            kill "$again"
            rm -rf -- "$folder"
        fi
        """;

    public static Process Start(string folder, string owner)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", Script, "sh", folder, PostgresPrograms.Folder, owner])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = "postgres"; // PostgreSQL refuses root
        }

        return Process.Start(start) ?? throw new InvalidOperationException("There is no /bin/sh.");
    }

    public static async Task<string> LastWordsAsync(string folder)
    {
        var log = Path.Combine(folder, "log");
        return File.Exists(log) ? string.Join(' ', (await File.ReadAllLinesAsync(log, CancellationToken.None)).TakeLast(5)) : "it left no log";
    }
}
