using System.Globalization;
using DrConsole.Plans.Import;

namespace DrConsole.Plans.Schema;

/// <summary>Makes the keys by which a plan's items are known.</summary>
public static class PlanKey
{
    /// <summary>A key like <c>scenario/database-failure</c>, without regard to keys that are taken.</summary>
    public static string Of(string kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slug = string.Join('-', Words.Of(name.Length > 80 ? name[..80] : name).All);
        return $"{kind}/{(slug.Length == 0 ? "item" : slug)}";
    }

    /// <summary>The key with the smallest number that makes it free: the second <c>scenario/x</c> is <c>scenario/x-2</c>.</summary>
    public static string Free(string key, IReadOnlySet<string> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var free = key;
        for (var n = 2; taken.Contains(free); n++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{key}-{n}");
        }

        return free;
    }
}
