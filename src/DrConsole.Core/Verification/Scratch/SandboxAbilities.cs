using DrConsole.Platform;

namespace DrConsole.Verification.Scratch;

/// <summary>What this machine lets the console do to shut programs in; found out once per process, by trying.</summary>
/// <param name="HasBubblewrap">Namespaces and a file system of their own, by bubblewrap.</param>
/// <param name="HasNetworkNamespace">A network of their own at least, by unshare.</param>
/// <param name="IsRoot">The console runs as root, so the programs run as somebody else.</param>
internal sealed record SandboxAbilities(bool HasBubblewrap, bool HasNetworkNamespace, bool IsRoot)
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static SandboxAbilities? _found;

    public static async Task<SandboxAbilities> FindAsync(CancellationToken ct)
    {
        await Gate.WaitAsync(ct);
        try
        {
            return _found ??= await TryAsync(ct);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>The protections in words, for the record of an examination.</summary>
    public IReadOnlyList<string> Words()
    {
        var words = new List<string> { "no new privileges, and limits on memory, processor time and file size", "none of the console's environment" };
        if (IsRoot)
        {
            words.Add("an account without rights (nobody)");
        }

        words.Add(HasBubblewrap ? "a file system with nothing but programs and its own folder" : "NOT shut into a file system of its own: install bubblewrap, or allow namespaces");
        words.Add(HasBubblewrap || HasNetworkNamespace ? "no network" : "NOT cut off from the network: this machine allows no namespaces");
        return words;
    }

    private static async Task<SandboxAbilities> TryAsync(CancellationToken ct)
    {
        var isRoot = Environment.IsPrivilegedProcess;
        var bare = new SandboxAbilities(false, false, isRoot);
        return bare with
        {
            HasBubblewrap = await RunsAsync(bare with { HasBubblewrap = true }, ct),
            HasNetworkNamespace = await RunsAsync(bare with { HasNetworkNamespace = true }, ct),
        };
    }

    private static async Task<bool> RunsAsync(SandboxAbilities tried, CancellationToken ct)
    {
        var sandbox = new Sandbox(Path.GetTempPath(), TimeSpan.FromSeconds(20)) { Abilities = tried };
        try
        {
            await using var child = ChildProcess.Start(sandbox.Around(new ChildCommand("/usr/bin/true", [])));
            return (await child.WaitAsync(ct)).IsClean;
        }
        catch (RefusedException)
        {
            return false; // the program is missing or refuses: every examination records that it lacked this protection
        }
    }
}
