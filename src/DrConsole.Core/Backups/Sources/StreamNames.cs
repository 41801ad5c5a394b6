using System.Security.Cryptography;
using System.Text;

namespace DrConsole.Backups.Sources;

/// <summary>Makes names of streams, which are file names, of names that people gave to databases and namespaces.</summary>
internal static class StreamNames
{
    private const int Longest = 80;

    /// <summary>The name itself where it is harmless; else its harmless part and eight digits of its hash, so that two names never meet.</summary>
    public static string Of(string name)
    {
        var harmless = string.Concat(name.Take(Longest).Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_' ? letter : '_'));
        return harmless == name && harmless.Length > 0
            ? harmless
            : $"{harmless}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }
}
