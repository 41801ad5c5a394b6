namespace DrConsole.Tests.Support;

/// <summary>The path of a folder that does not exist yet; removed with all that a test put there.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = $"/tmp/drconsole-tests-{Environment.ProcessId}-{System.IO.Path.GetRandomFileName()}";

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            using var remove = System.Diagnostics.Process.Start("rm", ["-rf", "--", Path]); // the framework cannot name files whose names are no UTF-8
            remove.WaitForExit();
        }
    }
}
