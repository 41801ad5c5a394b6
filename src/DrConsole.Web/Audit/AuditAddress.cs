using System.Globalization;
using DrConsole.Audit;
using Microsoft.AspNetCore.WebUtilities;

namespace DrConsole.Web.Audit;

/// <summary>What the audit page shows, as it stands in its address: a link leads to exactly the same entries.</summary>
public sealed record AuditAddress(string? Chain = null, string? Actor = null, string? Action = null, int Page = 1)
{
    /// <summary>Entries on one page.</summary>
    public const int PageLength = 50;

    private const string Path = "/audit";

    /// <summary>True when not all entries are asked for.</summary>
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Chain) || !string.IsNullOrWhiteSpace(Actor) || !string.IsNullOrWhiteSpace(Action);

    /// <summary>The filter of the read.</summary>
    public AuditFilter ToFilter() => new(Chain, Actor, Action, (Number - 1) * PageLength, PageLength);

    /// <summary>How many pages so many entries fill.</summary>
    public static int PagesOf(int total) => Math.Max(1, (total + PageLength - 1) / PageLength);

    /// <summary>Which of so many entries the page shows, in words.</summary>
    public string Range(int total)
    {
        var first = ((Number - 1) * PageLength) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"Entries {first} to {Math.Min(first + PageLength - 1, total)} of {total}, newest first");
    }

    /// <summary>The page's number; what somebody typed below 1, or absurdly high, is brought into range.</summary>
    public int Number => Math.Clamp(Page, 1, 1_000_000);

    /// <inheritdoc/>
    public override string ToString()
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal);
        Add(parts, "chain", Chain);
        Add(parts, "actor", Actor);
        Add(parts, "action", Action);
        Add(parts, "page", Number > 1 ? Number.ToString(CultureInfo.InvariantCulture) : null);
        return QueryHelpers.AddQueryString(Path, parts);
    }

    private static void Add(Dictionary<string, string?> parts, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            parts[name] = value;
        }
    }
}
