namespace DrConsole.Plans.Import;

/// <summary>Cuts running text into sentences.</summary>
internal static class Sentences
{
    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] is '。' or '！' or '？' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || text[i + 1] == ' '));
            if (ends || i == text.Length - 1)
            {
                var sentence = text[start..(i + 1)].Trim().TrimEnd('.', '。');
                start = i + 1;
                if (sentence.Length > 0)
                {
                    yield return sentence;
                }
            }
        }
    }
}
