using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Files;

/// <summary>The call of GNU tar that archives directories, relative to a root, with whatever bytes their names have.</summary>
internal static class FileArchive
{
    /// <summary>The command. Names are given from the root (without a leading slash), and none is read as an option.</summary>
    /// <param name="root">Directory from which names count: <c>/</c>, or where the files were restored to.</param>
    /// <param name="snapshot">tar's list of what it has seen, for changed-only archives.</param>
    public static ChildCommand Command(string root, IReadOnlyList<string> paths, IReadOnlyList<string> exclude, string? snapshot) => new("tar",
    [
        "--create", "--file=-", $"--directory={root}", "--format=gnu", "--sort=name", "--numeric-owner", "--no-check-device", "--warning=no-file-ignored",
        .. snapshot is null ? Array.Empty<string>() : [$"--listed-incremental={snapshot}"],
        .. exclude.Select(pattern => $"--exclude={pattern}"),
        .. paths.Select(path => $"--add-file={Relative(path)}"),
    ]);

    private static string Relative(string path) => path.TrimStart('/') is { Length: > 0 } relative ? relative : ".";
}
