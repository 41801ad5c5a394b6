using System.Globalization;

namespace DrConsole.Stores.Folders;

/// <summary>Names of files on their way: <c>.NAME.ID.partial</c>, where the id (a UUID of version 7) tells when it was begun. No key can be one, because no part of a key begins with a dot.</summary>
internal static class PartialName
{
    private const string Ending = ".partial";
    private const int IdLength = 32;

    public static string Of(string name, DateTimeOffset at) => $".{name}.{Guid.CreateVersion7(at):N}{Ending}";

    /// <summary>Which object it was to become and when it was begun; null when it is no such name.</summary>
    public static (string Name, DateTimeOffset BegunAt)? Read(string entry)
    {
        var end = entry.Length - Ending.Length - IdLength - 1;
        return end > 1 && entry[0] == '.' && entry[end] == '.' && entry.EndsWith(Ending, StringComparison.Ordinal)
            && long.TryParse(entry.AsSpan(end + 1, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
            ? (entry[1..end], DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;
    }
}
