using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import.Enrich;

/// <summary>Finds the code of a cloud provider's region in a text: eu-central-1, us-east4, westeurope.</summary>
internal static partial class RegionCode
{
    public static string? In(string? text)
    {
        var codes = Code().Matches(text ?? "").Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return codes.Count == 0 ? null : string.Join(" / ", codes);
    }

    [GeneratedRegex(
        @"(?<![\w-])(?:(?:us|eu|ap|sa|ca|af|me|il|mx|cn|us-gov|asia|europe|australia|northamerica|southamerica)-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-?\d"
        + @"|(?:north|south|east|west|central)(?:europe|us\d?|eu)|(?:east|west)us\d?|(?:germany|france|uk|norway|switzerland|sweden|japan|korea|canada|australia)(?:west|east|north|south|central|westcentral)"
        + @"|(?:fsn|nbg|hel|hil|ash)\d|(?:fra|ams|nyc|sfo|sgp|lon|tor|blr)\d)(?![\w-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
