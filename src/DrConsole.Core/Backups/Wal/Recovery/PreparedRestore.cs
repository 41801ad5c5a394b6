using System.Globalization;
using System.Text.RegularExpressions;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>A recovery of which everything was looked at that can be before anything is written: the target, the log's records, programs, owner, space.</summary>
internal sealed partial record PreparedRestore(ClusterRestoreRequest Request, ClusterRestorePlan Plan, string Folder, PostgresServerPrograms Programs, ClusterOwner Owner)
{
    /// <summary>Looks. Changes nothing.</summary>
    /// <exception cref="RefusedException">It cannot be; the message has cause and cure.</exception>
    public static async Task<PreparedRestore> MakeAsync(ClusterRestoreRequest request, CancellationToken ct)
    {
        var folder = Path.GetFullPath(request.Folder);
        ClusterFolder.EnsureUsable(folder);
        ClusterFolder.EnsurePortFree(request.Port);
        var plan = await ClusterRestorePlan.MakeAsync(request, ct);
        var programs = await PostgresServerPrograms.FindAsync(MajorOf(plan), ct);
        var owner = request.ShutIn is { } place ? ClusterOwner.In(place, request.Serves) : await ClusterOwner.FindAsync(request.Owner, request.Serves, ct);
        ClusterFolder.EnsureSpace(folder, plan.NeededBytes);
        return new(request, plan, folder, programs, owner);
    }

    /// <summary>A command of PostgreSQL's own that the cluster's owner runs.</summary>
    public ChildCommand Command(string program, params string[] arguments) => Owner.Command(Programs.Program(program), arguments);

    /// <summary>What the directory says of itself.</summary>
    public Task<ControlFile> ControlAsync(CancellationToken ct) => ControlFile.ReadAsync(Owner, Programs.Program("pg_controldata"), Folder, ct);

    private static int MajorOf(ClusterRestorePlan plan) =>
        MajorWords().Match(plan.Base.Manifest.Facts.ServerVersion ?? "") is { Success: true } words
            ? int.Parse(words.Groups["value"].ValueSpan, CultureInfo.InvariantCulture)
            : throw new RefusedException("version_unknown", "The base backup's manifest does not say which version of PostgreSQL it is of.");

    [GeneratedRegex("PostgreSQL (?<value>[0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex MajorWords();
}
