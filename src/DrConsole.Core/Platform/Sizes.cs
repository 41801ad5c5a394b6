using System.Globalization;

namespace DrConsole.Platform;

/// <summary>Numbers of bytes in words, in powers of ten as disks and clouds are sold: <c>12.4 MB</c>.</summary>
public static class Sizes
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>Three digits that matter.</summary>
    public static string Say(double bytes)
    {
        var unit = 0;
        var value = Math.Abs(bytes);
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        var format = unit == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.#" : "0.##";
        return $"{(bytes < 0 ? "−" : "")}{value.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
