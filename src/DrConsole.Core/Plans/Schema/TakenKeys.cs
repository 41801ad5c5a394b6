using System.Globalization;

namespace DrConsole.Plans.Schema;

/// <summary>The keys that a growing plan has used, so that each new item gets one of its own.</summary>
internal sealed class TakenKeys
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Takes the key, or the same with the smallest number that makes it free, e.g. <c>scenario/x-2</c>. Returns what was taken.</summary>
    public string Take(string key)
    {
        var free = key;
        var n = counts.GetValueOrDefault(key, 1);
        while (!keys.Add(free))
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{key}-{++n}");
        }

        // Remembered, so that ten thousand steps of one name are not ten thousand searches each.
        counts[key] = n;
        return free;
    }

    /// <summary>What <see cref="Take"/> would give, without taking it.</summary>
    public string Next(string key)
    {
        var free = key;
        for (var n = counts.GetValueOrDefault(key, 1); keys.Contains(free);)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{key}-{++n}");
        }

        return free;
    }
}
