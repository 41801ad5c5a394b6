using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>A place in which a cluster is recovered for a test alone: shut in, thrown away afterwards, nothing written through to the disk.</summary>
/// <param name="Around">Puts the walls around a command.</param>
/// <param name="GiveAsync">Gives a path to the account that runs inside.</param>
/// <param name="RunFolder">For the socket and the settings; short, for a socket's path has 107 bytes at most.</param>
internal sealed record ShutInCluster(Func<ChildCommand, ChildCommand> Around, Func<string, CancellationToken, Task> GiveAsync, string RunFolder);
