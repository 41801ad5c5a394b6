using System.Text;
using System.Text.Json;

namespace DrConsole.Platform;

/// <summary>
/// Things of one kind that a node keeps for the time in which the database is away: a file each, sealed under the master key and bound to its id.
/// A file's time says when its content was last seen to be true.
/// </summary>
/// <param name="kind">Name of the folder within the snapshots of the data folder.</param>
public sealed class SealedFolder<T>(ConsoleOptions console, SecretBox box, string kind)
    where T : class
{
    private const string Extension = ".sealed";

    private string Folder => Path.Combine(console.SnapshotFolder, kind);

    /// <summary>Ids of what is there.</summary>
    public IReadOnlyList<Guid> Ids() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*" + Extension).Select(Id).OfType<Guid>()] : [];

    /// <summary>Reads one; null when it is not there, or is of another console or an older version.</summary>
    public T? Find(Guid id)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(box.Open(Purpose(id), File.ReadAllText(FileOf(id))).Reveal(), CanonicalJson.Options);
        }
        catch (Exception unreadable) when (unreadable is RefusedException or JsonException or FormatException or IOException)
        {
            return null;
        }
    }

    /// <summary>When it was last seen to be true.</summary>
    public DateTimeOffset SeenAt(Guid id) => new(File.GetLastWriteTimeUtc(FileOf(id)), TimeSpan.Zero);

    /// <summary>Keeps one in place of an older one.</summary>
    public void Put(Guid id, T content, DateTimeOffset seenAt)
    {
        WholeFile.Write(FileOf(id), Encoding.UTF8.GetBytes(box.Seal(Purpose(id), new(JsonSerializer.Serialize(content, CanonicalJson.Options)))));
        File.SetLastWriteTimeUtc(FileOf(id), seenAt.UtcDateTime);
    }

    /// <summary>Says that it is still true. False when it is not there.</summary>
    public bool Confirm(Guid id, DateTimeOffset seenAt)
    {
        if (!File.Exists(FileOf(id)))
        {
            return false;
        }

        File.SetLastWriteTimeUtc(FileOf(id), seenAt.UtcDateTime);
        return true;
    }

    /// <summary>Forgets all but these.</summary>
    public void KeepOnly(IReadOnlyCollection<Guid> ids)
    {
        foreach (var id in Ids().Except(ids))
        {
            File.Delete(FileOf(id));
        }
    }

    private static Guid? Id(string path) => Guid.TryParse(Path.GetFileNameWithoutExtension(path), out var id) ? id : null;

    private string FileOf(Guid id) => Path.Combine(Folder, $"{id:N}{Extension}");

    private string Purpose(Guid id) => $"{kind}:{id}";
}
