using System.Globalization;
using System.Net.NetworkInformation;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>The directory that becomes a cluster.</summary>
internal static class ClusterFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Unfinished = "This recovery did not end well, or is still running. The directory is of no use.\n";
    private const long Spare = 256L * 1024 * 1024;

    /// <summary>Makes sure that it is missing or empty, and that its parent is there.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public static void EnsureUsable(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !IsUnfinished(folder)))
        {
            throw new RefusedException("target_not_empty", $"{folder} is not empty. Nothing was written; name a directory that is missing or empty.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(folder)))
        {
            throw new RefusedException("target_parent_missing", $"{Path.GetDirectoryName(folder)} does not exist. Create it, or name another directory.");
        }

        if (WalSpool.IsTaken(folder + ".wal"))
        {
            throw WalSpool.Taken(folder + ".wal");
        }

        if (ServerOn(folder) is { } process)
        {
            throw new RefusedException("target_in_use", $"The PostgreSQL server of a recovery that was killed still runs on {folder} (process {process.ToString(CultureInfo.InvariantCulture)}). A console ends it within a minute; or run: kill -QUIT {process.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>Makes sure that nothing listens on the port that the cluster is to have.</summary>
    /// <exception cref="RefusedException">Something does.</exception>
    public static void EnsurePortFree(int? port)
    {
        if (port is { } wanted && IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == wanted))
        {
            throw new RefusedException("port_taken", $"Something listens on port {wanted} of this machine already, so the recovered server could not start. Name another port.");
        }
    }

    /// <summary>Makes sure that there is space.</summary>
    /// <exception cref="RefusedException">There is not.</exception>
    public static void EnsureSpace(string folder, long bytes)
    {
        var free = new DriveInfo(Path.GetDirectoryName(folder)!).AvailableFreeSpace;
        if (free < bytes + Spare)
        {
            throw new RefusedException("target_no_space", $"The recovery needs {Sizes.Say(bytes + Spare)} beside {folder}, and {Sizes.Say(free)} are free.");
        }
    }

    // A recovery that failed or was killed left it, and says so in it: nothing of it is of use to anybody.
    private static bool IsUnfinished(string folder) =>
        Path.Combine(folder, ClusterRestore.Marker) is var marker && File.Exists(marker) && File.ReadAllText(marker) == Unfinished;

    private static int? ServerOn(string folder) =>
        Path.Combine(folder, "postmaster.pid") is var file && File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var process)
        && ArgumentsOf(process).Contains(folder, StringComparer.Ordinal)
            ? process
            : null;

    private static string[] ArgumentsOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return []; // it is gone
        }
    }

    // The mark goes last: whoever is killed here leaves a directory that still says what it is.
    private static void TakeAwayUnfinished(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Where(entry => Path.GetFileName(entry) != ClusterRestore.Marker).ToList())
        {
            if (new FileInfo(entry) is { LinkTarget: null } && Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }
    }

    /// <summary>Makes it, and takes away what a recovery left in it that did not end well. Until the recovery is proved, two files keep anybody from starting a server on it by mistake: with recovery.signal and no restore_command PostgreSQL refuses.</summary>
    public static async Task BeginAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder, OwnerOnly);
        File.SetUnixFileMode(folder, OwnerOnly);
        if (IsUnfinished(folder))
        {
            TakeAwayUnfinished(folder);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, ClusterRestore.Marker), Unfinished, ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "recovery.signal"), "", ct);
    }

    /// <summary>Adds configuration files where the backup has none (Debian keeps them in /etc/postgresql), and the port. Returns remarks on it.</summary>
    public static async Task<IReadOnlyList<string>> CompleteAsync(string folder, int? port, CancellationToken ct)
    {
        var remarks = new List<string>();
        foreach (var (name, content) in ((string, string)[])
        [
            ("postgresql.conf", "# The old server kept its configuration elsewhere. These are PostgreSQL's defaults.\n"),
            ("pg_hba.conf", "local all all peer\n"),
            ("pg_ident.conf", ""),
        ])
        {
            if (!File.Exists(Path.Combine(folder, name)))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, name), content, ct);
                remarks.Add($"The old server kept {name} outside of its data directory, so it is no part of the backup; a plain one was written.");
            }
        }

        if (port is { } wanted)
        {
            // The last setting of a name counts, and this file is read after postgresql.conf.
            await File.AppendAllTextAsync(Path.Combine(folder, "postgresql.auto.conf"), string.Create(CultureInfo.InvariantCulture, $"port = {wanted}\n"), ct);
        }

        return remarks;
    }
}
