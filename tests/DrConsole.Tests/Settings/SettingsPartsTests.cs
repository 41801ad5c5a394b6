using DrConsole.Access;
using DrConsole.Database;
using DrConsole.Tests.Support;
using DrConsole.Web.Settings;

namespace DrConsole.Tests.Settings;

public sealed class SettingsPartsTests
{
    private static readonly DatabaseReport Report = new("15.4", "drconsole", "drconsole_app", OwnsEvidence: false, MayChangeEvidence: false, ["1_Foundation"], []);

    [Fact]
    public void Every_role_is_explained_in_its_own_sentence()
    {
        var sentences = Role.All.Select(RoleWords.Of).ToList();

        Assert.Equal(sentences.Count, sentences.Distinct(StringComparer.Ordinal).Count());
        Assert.All(sentences, sentence => Assert.EndsWith(".", sentence));
    }

    [Fact]
    public void Generated_passwords_are_long_and_differ()
    {
        var made = Enumerable.Range(0, 100).Select(_ => GeneratedPassword.Make()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(100, made.Count);
        Assert.All(made, password => Assert.Matches("^[a-hjkmnp-z2-9]{20}$", password));
    }

    [Fact]
    public async Task The_roles_that_an_account_has_are_ticked()
    {
        var document = await Rendered.DocumentAsync<RoleChoices>(new Dictionary<string, object?> { [nameof(RoleChoices.Chosen)] = new HashSet<string> { Role.Auditor } });

        var ticked = Assert.Single(document.QuerySelectorAll("label:has(input[checked])"));
        Assert.Contains(Role.Auditor, ticked.TextContent);
    }

    [Fact]
    public async Task A_role_that_owns_the_evidence_is_warned_about_with_the_cure()
    {
        var html = await Rendered.HtmlAsync<OwnershipWarning>(new Dictionary<string, object?> { [nameof(OwnershipWarning.Database)] = Report with { OwnsEvidence = true } });

        Assert.Contains("Only triggers protect the evidence", html);
        Assert.Contains("ConnectionStrings__ConsoleOwner", html);
    }

    [Theory]
    [InlineData(false, false, "Append-only")]
    [InlineData(false, true, "Triggers only")]
    [InlineData(true, true, "Triggers only")]
    public async Task Append_only_is_said_only_when_the_role_cannot_change_evidence(bool owns, bool mayChange, string expected)
    {
        var html = await Rendered.HtmlAsync<DatabaseCard>(new Dictionary<string, object?> { [nameof(DatabaseCard.Database)] = Report with { OwnsEvidence = owns, MayChangeEvidence = mayChange } });

        Assert.Contains(expected, html);
    }

    [Fact]
    public async Task A_missing_migration_is_told_with_the_cure()
    {
        var html = await Rendered.HtmlAsync<DatabaseCard>(new Dictionary<string, object?> { [nameof(DatabaseCard.Database)] = Report with { PendingMigrations = ["2_AppendOnly"] } });

        Assert.Contains("1 missing", html);
        Assert.DoesNotContain("Up to date", html);
    }
}
