using System.Text.Json;

namespace DrConsole.Plans.Import;

/// <summary>Knows the words of steps that destroy, overwrite or lock out: a person must look twice before doing them.</summary>
internal static class Danger
{
    private static readonly Lazy<(string[] Commands, string[] Prose)> Terms = new(Load);

    public static bool InCommand(string command) =>
        Terms.Value.Commands.Any(term => Stands(command, term));

    public static bool InProse(string text) => Terms.Value.Prose.Any(term => Stands(text, term));

    private static bool Stands(string text, string term)
    {
        for (var at = text.IndexOf(term, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(term, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            // "undelete" does not delete; ideographs have no spaces before them.
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || Words.IsIdeographic(term[0]))
            {
                return true;
            }
        }

        return false;
    }

    private static (string[] Commands, string[] Prose) Load()
    {
        using var stream = typeof(Danger).Assembly.GetManifestResourceStream("DrConsole.Plans.Import.Vocabulary.dangerous.json")
            ?? throw new InvalidOperationException("The list of dangerous words is missing from the build.");
        using var json = JsonDocument.Parse(stream);
        return (json.RootElement.GetProperty("commands").GetString()!.Split('|'), json.RootElement.GetProperty("prose").GetString()!.Split('|'));
    }
}
