using System.Text.RegularExpressions;

namespace DrConsole.Plans.Doctor;

/// <summary>A pattern that a command line can match, from a data file.</summary>
internal sealed class CommandPattern(string pattern)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30); // never, as linear as it is; a page must not fail because the machine is busy

    // Linear in the length of the line: the documents are untrusted.
    private readonly Regex _regex = new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Longest);

    public bool In(string line) => _regex.IsMatch(line);

    public string? Find(string line) => _regex.Match(line) is { Success: true } match ? match.Value.Trim() : null;

    public IEnumerable<string> FindAll(string line, string group) => _regex.Matches(line).Select(match => match.Groups[group].Value);
}
