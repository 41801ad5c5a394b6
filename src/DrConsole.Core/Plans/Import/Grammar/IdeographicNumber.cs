namespace DrConsole.Plans.Import;

/// <summary>Reads numbers written in Chinese characters up to 9999: 二十四, 两, 半.</summary>
internal static class IdeographicNumber
{
    private const string Digits = "零一二三四五六七八九";
    private const string Tens = "十百千";

    public static (double Value, int End)? At(string text, int at)
    {
        if (at < text.Length && text[at] == '半')
        {
            return (0.5, at + 1);
        }

        var (total, digit, end) = (0, -1, at);
        for (; end < text.Length; end++)
        {
            var value = text[end] == '两' ? 2 : Digits.IndexOf(text[end], StringComparison.Ordinal);
            var power = Tens.IndexOf(text[end], StringComparison.Ordinal);
            if (value < 0 && power < 0)
            {
                break;
            }

            (total, digit) = power < 0 ? (total, value) : (total + (Math.Max(1, digit) * (int)Math.Pow(10, power + 1)), -1);
        }

        return end == at ? null : (total + Math.Max(0, digit), end);
    }
}
