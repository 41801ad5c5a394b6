using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Verification.Scratch;

/// <summary>
/// Shuts a program that reads a backup in: without rights, network, the console's files and environment, under limits, and with a deadline
/// that outlives the console. An archive is a program of a sort: whoever wrote it might have it do more than restore.
/// </summary>
/// <param name="Folder">The one place that it may write to.</param>
/// <param name="Deadline">It is killed after that time, even when the console is gone.</param>
internal sealed record Sandbox(string Folder, TimeSpan Deadline)
{
    /// <summary>The account without rights that programs run as under a console that runs as root; the same number on every Linux.</summary>
    public const int Nobody = 65534;

    private const long Gibibyte = 1L << 30;
    private static readonly string[] AccountPowers = ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_DAC_READ_SEARCH"]; // to become nobody, and gone with that
    private static readonly string[] OwnerPowers = ["CAP_SETPCAP", "CAP_CHOWN", "CAP_FOWNER", "CAP_FSETID", "CAP_DAC_OVERRIDE"];
    private static readonly string[] Tops = ["/bin", "/sbin", "/lib", "/lib64"];
    private static readonly string[] Etc = ["/etc/passwd", "/etc/group", "/etc/ld.so.cache", "/etc/alternatives"];

    public required SandboxAbilities Abilities { get; init; }

    /// <summary>Address space of each process, in bytes.</summary>
    public long MemoryBytes { get; init; } = 8 * Gibibyte;

    /// <summary>
    /// Runs as root where the console does, with no power but over owners and modes of files: for archives of files, whose owners are part of
    /// the content. Everywhere else the account is one without rights.
    /// </summary>
    public bool KeepsOwners { get; init; }

    /// <summary>Size of each file, in bytes.</summary>
    public long FileBytes { get; init; } = 64 * Gibibyte;

    /// <summary>The same command, shut in.</summary>
    public ChildCommand Around(ChildCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        string[] inside = [Programs.Find(command.Program), .. command.Arguments];
        return command with { Program = "timeout", Arguments = [.. Limits(), .. Abilities.HasBubblewrap ? Walls() : Privileges(), .. inside], WorkingDirectory = "/" };
    }

    /// <summary>Gives the account without rights what it has to read or write; does nothing where programs run as the console's own account.</summary>
    public async Task GiveAsync(string path, CancellationToken ct)
    {
        if (Abilities.IsRoot && !KeepsOwners)
        {
            await ChildProcess.ReadAsync(new("chown", ["-R", "-h", $"{Nobody}:{Nobody}", "--", path]), ct);
        }
    }

    // timeout(1) is the parent of everything inside: killed itself, it takes the rest along, because bubblewrap dies with its parent.
    private IEnumerable<string> Limits()
    {
        var seconds = Math.Ceiling(Deadline.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return
        [
            "--foreground", "--signal=KILL", seconds,
            Programs.Find("prlimit"), $"--as={MemoryBytes}", $"--fsize={FileBytes}", $"--cpu={seconds}", "--core=0", "--",
        ];
    }

    private IEnumerable<string> Walls() =>
    [
        Programs.Find("bwrap"), "--die-with-parent", "--new-session", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
        .. Abilities.IsRoot ? (string[])[] : ["--unshare-user"],
        "--ro-bind", "/usr", "/usr", .. TopFolders(),
        "--perms", "0755", "--dir", "/etc", .. EtcFiles(),
        "--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp",
        .. Above(), "--bind", Folder, Folder, "--chdir", Folder,
        .. Abilities.IsRoot ? Powers() : [], .. Privileges(),
    ];

    // Bubblewrap makes folders on the way to a mount for their owner alone, and the account without rights could not pass. They are empty but for that way.
    private IEnumerable<string> Above()
    {
        var folders = new Stack<string>();
        for (var folder = Path.GetDirectoryName(Folder); folder is not (null or "/" or "/tmp"); folder = Path.GetDirectoryName(folder))
        {
            folders.Push(folder);
        }

        return folders.SelectMany(folder => (string[])["--perms", "0755", "--dir", folder]);
    }

    private IEnumerable<string> Powers() =>
        ["--cap-drop", "ALL", .. (KeepsOwners ? OwnerPowers : AccountPowers).SelectMany(power => (string[])["--cap-add", power])];

    private string[] Privileges()
    {
        string[] account = Abilities.IsRoot && !KeepsOwners ? [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"] : [];
        string[] setpriv = [Programs.Find("setpriv"), .. account, "--no-new-privs"];
        return Abilities switch
        {
            { HasBubblewrap: true } or { HasNetworkNamespace: false } => setpriv,
            { IsRoot: true } => ["unshare", "--net", .. setpriv],
            _ => ["unshare", "--map-root-user", "--net", .. setpriv],
        };
    }

    // Where /bin and its like are no links into /usr they are shown as they are.
    private static IEnumerable<string> TopFolders() => Tops
        .Where(Directory.Exists)
        .SelectMany(folder => new DirectoryInfo(folder).LinkTarget is { } target ? (string[])["--symlink", target, folder] : ["--ro-bind", folder, folder]);

    private static IEnumerable<string> EtcFiles() => Etc
        .Where(path => File.Exists(path) || Directory.Exists(path))
        .SelectMany(path => (string[])["--ro-bind", path, path]);
}
