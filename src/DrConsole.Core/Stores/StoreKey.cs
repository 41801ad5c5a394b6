using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>
/// What a key may look like in every kind of store, so that a backup can be copied from any to any, and so that a key out of a stranger's
/// manifest never leaves the store: parts joined by <c>/</c>, none empty, none that begins with a dot, no control characters, no backslash.
/// </summary>
internal static class StoreKey
{
    /// <summary>Longest part in bytes: file systems end at 255, and a file on its way has a longer name.</summary>
    private const int LongestPart = 200;

    /// <summary>Longest key in bytes; S3 ends at 1024, with the store's own prefix.</summary>
    private const int LongestKey = 800;

    /// <summary>The key itself, when it is one.</summary>
    /// <exception cref="RefusedException">It is no key.</exception>
    public static string Require(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return IsKey(key) ? key : throw new RefusedException("store_key_refused", $"'{SafeText.Clean(key)}' is no name of an object in a store.");
    }

    /// <summary>True for what <see cref="Require"/> lets pass.</summary>
    public static bool IsKey(string key) => Bytes(key) <= LongestKey && key.Split('/').All(IsPart);

    private static bool IsPart(string part) => part.Length > 0 && part[0] != '.' && Bytes(part) <= LongestPart && !part.Any(sign => char.IsControl(sign) || sign == '\\' || char.IsSurrogate(sign));

    private static int Bytes(string text) => System.Text.Encoding.UTF8.GetByteCount(text);
}
