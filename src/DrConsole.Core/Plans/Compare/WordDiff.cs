using System.Text.RegularExpressions;

namespace DrConsole.Plans.Compare;

/// <summary>Finds the words that were taken out of a text and put into it.</summary>
public static partial class WordDiff
{
    // Pairs of equal words that are looked at; texts with more of them are shown as replaced whole.
    private const int MostPairs = 400_000;

    /// <summary>Both texts in pieces, each marked when the other does not have it. The pieces of a side in a row are its text.</summary>
    public static (IReadOnlyList<TextPiece> Before, IReadOnlyList<TextPiece> After) Between(string before, string after)
    {
        var (olds, news) = (Words(before), Words(after));
        var (keptOld, keptNew) = Common(olds, news);
        return (Pieces(olds, keptOld), Pieces(news, keptNew));
    }

    // Hunt and Szymanski: a longest common subsequence is a longest increasing run through the places of equal words.
    private static (HashSet<int> Old, HashSet<int> New) Common(string[] olds, string[] news)
    {
        var places = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var n = news.Length - 1; n >= 0; n--)
        {
            (places.TryGetValue(Bare(news[n]), out var list) ? list : places[Bare(news[n])] = []).Add(n);
        }

        var pairs = new List<(int Old, int New)>();
        for (var o = 0; o < olds.Length; o++)
        {
            pairs.AddRange((places.GetValueOrDefault(Bare(olds[o])) ?? []).Select(n => (o, n)));
            if (pairs.Count > MostPairs)
            {
                return ([], []);
            }
        }

        var run = LongestRun.Of(pairs.ConvertAll(pair => pair.New));
        return ([.. run.Select(index => pairs[index].Old)], [.. run.Select(index => pairs[index].New)]);
    }

    private static List<TextPiece> Pieces(string[] words, HashSet<int> kept)
    {
        var pieces = new List<TextPiece>();
        for (var i = 0; i < words.Length; i++)
        {
            var isMarked = !kept.Contains(i);
            if (pieces is [.., var last] && last.IsMarked == isMarked)
            {
                pieces[^1] = last with { Text = last.Text + words[i] };
            }
            else
            {
                pieces.Add(new(words[i], isMarked));
            }
        }

        return pieces;
    }

    private static string Bare(string word) => word.TrimEnd();

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    // A word with the space behind it; scripts that write without spaces go letter by letter.
    [GeneratedRegex(@"(?:[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}]|[\p{L}\p{N}\p{M}_.-]+|\S|^)\s*", RegexOptions.None, 1000)]
    private static partial Regex Word();
}

/// <summary>A piece of a text.</summary>
/// <param name="IsMarked">True when the other text does not have it.</param>
public sealed record TextPiece(string Text, bool IsMarked);
