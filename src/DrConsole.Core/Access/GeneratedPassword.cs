using System.Security.Cryptography;

namespace DrConsole.Access;

/// <summary>A first password that one person reads out to another: 99 bits, in letters that are not mistaken for each other.</summary>
public static class GeneratedPassword
{
    private const int Length = 20;
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Makes a new one.</summary>
    public static string Make() => RandomNumberGenerator.GetString(Letters, Length);
}
