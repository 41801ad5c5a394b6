using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>The system user who runs and owns a recovered cluster.</summary>
internal sealed class ClusterOwner
{
    private readonly string? _user;
    private readonly Guid _serves;

    private ClusterOwner(string? user, Guid serves) => (_user, _serves) = (user, serves);

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
        if (_user is { } user)
        {
            _ = await ChildProcess.ReadAsync(new("chown", ["--recursive", "--no-dereference", $"{user}:", "--", path]), ct);
        }
    }

    /// <summary>A command that this user runs.</summary>
    public ChildCommand Command(string program, IReadOnlyList<string> arguments, string workingDirectory = "/")
    {
        var command = _user is { } user
            ? new ChildCommand("setpriv", ["--reuid", user, "--regid", user, "--init-groups", "--no-new-privs", program, .. arguments])
            : new ChildCommand(program, arguments);
        return command with { Serves = _serves, WorkingDirectory = workingDirectory };
    }
}
