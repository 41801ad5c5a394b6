using DrConsole.Backups.Format;

namespace DrConsole.Backups.Sources.Files;

/// <summary>
/// tar's list of what it has seen. Each backup leaves a list of its own, whose name stands in its manifest: a run that failed after its list was written
/// leaves one that nobody asks for, and the next run builds on the backup that really exists.
/// </summary>
/// <param name="Path">List that this run writes; null when only full backups are taken.</param>
/// <param name="Base">The backup that this one builds on; null when it is full.</param>
internal sealed record FileState(string? Path, Manifest? Base)
{
    private const string Prefix = "files-";

    public string? Name => Path is null ? null : System.IO.Path.GetFileName(Path);

    /// <summary>Full when there is nothing to build on, when its list is lost, when the paths are others, or when it is the turn of a full one.</summary>
    public static FileState Choose(FilesSettings settings, SourceContext context)
    {
        if (settings.FullEvery <= 1 || context.StateFolder is not { } folder)
        {
            return new(null, null);
        }

        Directory.CreateDirectory(folder);
        var path = System.IO.Path.Combine(folder, $"{Prefix}{context.RunId:N}");
        File.Delete(path); // left by a run of the same id that was cut short
        var before = context.Previous;
        var list = before?.Facts.StateName is { } name && name.StartsWith(Prefix, StringComparison.Ordinal) && System.IO.Path.GetFileName(name) == name ? System.IO.Path.Combine(folder, name) : null;
        if (list is null || !File.Exists(list) || before!.Facts.SinceFull + 1 >= settings.FullEvery || !before.Facts.Roots.SequenceEqual(settings.Paths, StringComparer.Ordinal))
        {
            return new(path, null);
        }

        File.Copy(list, path);
        return new(path, before);
    }

    /// <summary>Removes lists that no backup needs any more: all but this one and the one that it builds on, which a repetition would need.</summary>
    public void Sweep()
    {
        if (Path is null)
        {
            return;
        }

        foreach (var old in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!, Prefix + "*").Where(file => file != Path && System.IO.Path.GetFileName(file) != Base?.Facts.StateName))
        {
            File.Delete(old);
        }
    }
}
