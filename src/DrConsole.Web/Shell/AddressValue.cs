using System.Globalization;

namespace DrConsole.Web.Shell;

/// <summary>A value that stands in a page's address, where anybody can write anything.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Text">What stands there; null or empty when nothing does.</param>
/// <param name="IsRead">Whether the page could make sense of it.</param>
public sealed record AddressValue(string Name, string? Text, bool IsRead)
{
    /// <summary>True when something is there and means nothing: the page goes on without it, and must say so.</summary>
    public bool IsLeftOut => !IsRead && !string.IsNullOrEmpty(Text);

    /// <summary>Reads a whole number of 1 or more; null when it is none.</summary>
    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>Reads the identity of a thing; null when it is none.</summary>
    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
