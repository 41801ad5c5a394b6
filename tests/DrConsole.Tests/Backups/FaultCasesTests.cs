using System.Reflection;
using System.Text.RegularExpressions;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups;

/// <summary>The page of fault cases names tests that exist and run.</summary>
public sealed partial class FaultCasesTests
{
    private static string Page => File.ReadAllText(Path.Combine(Beside.Repository()!, "docs", "operations", "fault-cases.md"));

    [Fact]
    public void Every_test_that_the_page_names_exists_and_is_not_skipped()
    {
        var tests = typeof(FaultCasesTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(method => (Class: type.Name, Method: method)))
            .Where(test => test.Method.GetCustomAttribute<FactAttribute>() is { Skip: null }).Select(test => $"{test.Class}.{test.Method.Name}").ToHashSet(StringComparer.Ordinal);
        var named = Tests().Matches(Page).Select(found => found.Groups["test"].Value).ToList();

        Assert.True(named.Count > 60);
        Assert.Empty(named.Except(tests, StringComparer.Ordinal));
    }

    [Fact]
    public void Cases_are_numbered_without_a_gap_and_each_names_a_test()
    {
        var rows = Page.Split('\n').Where(line => Rows().IsMatch(line)).ToList();

        Assert.Equal(Enumerable.Range(1, rows.Count).Select(number => $"F{number:00}"), rows.Select(row => Rows().Match(row).Groups["case"].Value));
        Assert.All(rows, row => Assert.Matches(Tests(), row));
    }

    [GeneratedRegex("`(?<test>[A-Z][A-Za-z0-9]+Tests\\.[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tests();

    [GeneratedRegex(@"^\| (?<case>F[0-9]{2}) \|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rows();
}
