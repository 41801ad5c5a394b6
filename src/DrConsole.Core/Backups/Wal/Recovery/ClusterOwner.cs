using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>The system user who runs and owns a recovered cluster.</summary>
internal sealed class ClusterOwner
{
    /// <summary>How the names of folders for a server's socket and settings begin.</summary>
    public static readonly string RunFolders = Path.Combine(Path.GetTempPath(), RunPrefix);

    private const string RunPrefix = "drc-pg-";
    private readonly string? _user;
    private readonly Guid _serves;
    private readonly ShutInCluster? _place;

    private ClusterOwner(string? user, Guid serves, ShutInCluster? place = null) => (_user, _serves, _place) = (user, serves, place);

    /// <summary>It is recovered for a test alone, and thrown away.</summary>
    public bool IsShutIn => _place is not null;

    /// <summary>Its name.</summary>
    public string Name => _user ?? Environment.UserName;

    /// <summary>The account without rights of a place that is shut in.</summary>
    public static ClusterOwner In(ShutInCluster place, Guid serves) => new(null, serves, place);

    /// <summary>The named user where this process is root, otherwise its own.</summary>
    /// <exception cref="RefusedException">There is no such user, or it is root.</exception>
    public static async Task<ClusterOwner> FindAsync(string name, Guid serves, CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new(null, serves);
        }

        try
        {
            var id = await ChildProcess.ReadAsync(new("id", ["--user", "--", name]), ct);
            return int.Parse(id.Trim(), CultureInfo.InvariantCulture) != 0 ? new(name, serves) : throw new RefusedException("owner_root", "PostgreSQL refuses to run as root. Name another owner for the cluster.");
        }
        catch (RefusedException unknown) when (unknown.Code == "program_failed")
        {
            throw new RefusedException("owner_missing", $"There is no user {SafeText.Clean(name)} on this machine who could own the cluster. Create it, or name another one.");
        }
    }

    /// <summary>Hands files over.</summary>
    public async Task TakeAsync(string path, CancellationToken ct)
    {
        if (_place is { } place)
        {
            await place.GiveAsync(path, ct);
        }
        else if (_user is { } user)
        {
            _ = await ChildProcess.ReadAsync(new("chown", ["--recursive", "--no-dereference", $"{user}:", "--", path]), ct);
        }
    }

    /// <summary>An empty folder for the server's socket and settings.</summary>
    public string MakeRunFolder() => _place is { } place
        ? Directory.CreateDirectory(place.RunFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName
        : Directory.CreateTempSubdirectory(RunPrefix).FullName; // short: a socket's path has 107 bytes at most

    /// <summary>A command that this user runs.</summary>
    public ChildCommand Command(string program, IReadOnlyList<string> arguments, string workingDirectory = "/")
    {
        var command = _user is { } user
            ? new ChildCommand("setpriv", ["--reuid", user, "--regid", user, "--init-groups", "--no-new-privs", program, .. arguments])
            : new ChildCommand(program, arguments);
        command = command with { Serves = _serves, WorkingDirectory = workingDirectory };
        return _place is { } place ? place.Around(command) : command;
    }
}
