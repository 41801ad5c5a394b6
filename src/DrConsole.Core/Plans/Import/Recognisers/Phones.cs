namespace DrConsole.Plans.Import;

/// <summary>Finds a phone number, an address and what is left as a name in a contact's line.</summary>
internal static class Phones
{
    private const int FewestDigits = 6;

    public static string? In(string? text)
    {
        var value = text ?? "";
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '+' && !char.IsAsciiDigit(value[i]) && value[i] != '(')
            {
                continue;
            }

            var end = i;
            while (end < value.Length && (char.IsAsciiDigit(value[end]) || value[end] is '+' or '-' or ' ' or '(' or ')' or '.' or '/' or '\u00A0' or '‑'))
            {
                end++;
            }

            var number = value[i..end].Trim(' ', '-', '(', '/', '.');
            number = number.Contains('(', StringComparison.Ordinal) ? number : value[i] == '(' && number.Contains(')', StringComparison.Ordinal) ? "(" + number : number.TrimEnd(')', ' ');
            var after = i + value[i..end].TrimEnd(' ', '-', '(', '/', '.').Length;
            if (after < value.Length && char.IsLetter(value[after]) && number.LastIndexOfAny([' ', '(']) is var cut and > 0)
            {
                // A letter right behind the last digits makes them a word of their own: "080-555-0110 (24시간)".
                number = number[..cut].Trim(' ', '-', '(', '/', '.');
                after = value.Length;
            }

            if (number.Count(char.IsAsciiDigit) >= FewestDigits && (after >= value.Length || !char.IsLetter(value[after])))
            {
                return number;
            }

            i = end;
        }

        return null;
    }

    public static string? EmailIn(string? text)
    {
        var word = (text ?? "").Split([' ', ',', ';', '(', ')', '<', '>', '|', '/', '／', '、', '，', '；', '（', '）', '：', '　', '[', ']'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word.IndexOf('@', StringComparison.Ordinal) > 0 && word.LastIndexOf('.') > word.IndexOf('@', StringComparison.Ordinal));
        return word is null ? null : Placeholder.Real(word.TrimEnd('.').Replace("mailto:", "", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True for a text that is an address or a number, or both, and says nothing beside.</summary>
    public static bool IsOnlyAddress(string text) => (EmailIn(text) ?? In(text)) is not null && !PartsOf(text).Any();

    public static string? NameIn(string value) => PartsOf(value).FirstOrDefault();

    /// <summary>What stands beside the number and the address, cut at commas, dashes and brackets.</summary>
    public static IEnumerable<string> PartsOf(string value)
    {
        var rest = value;
        foreach (var part in new[] { In(value), EmailIn(value) }.OfType<string>())
        {
            rest = rest.Replace(part, "|", StringComparison.Ordinal);
        }

        return rest.Split([" - ", " / ", "／", "|", ",", ";", "(", ")", "<", ">", "–", "—", "、", "，", "（", "）", "・"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Trim(' ', '-', '/')).Where(part => part.Any(char.IsLetter) && !part.EndsWith(':') && !part.EndsWith('：') && part.Length <= 80);
    }
}
