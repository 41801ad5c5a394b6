using System.Globalization;

namespace DrConsole.Platform;

/// <summary>A number with its noun: <c>1 object</c>, <c>3 objects</c>.</summary>
public static class Counted
{
    /// <summary>Says how many there are; the plural takes an s.</summary>
    public static string Say(long number, string noun) => $"{number.ToString(CultureInfo.InvariantCulture)} {noun}{(number == 1 ? "" : "s")}";
}
