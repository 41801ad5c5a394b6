using System.Globalization;
using System.Text;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Policies;

/// <summary>Makes the name under which a policy's backups lie in the stores: lower-case letters, digits and hyphens.</summary>
internal static class SourceNames
{
    private const int Longest = 90; // leaves room for a number behind it

    /// <summary>A name like the policy's that no policy has, deleted ones counted in: their backups still lie there.</summary>
    public static async Task<string> FreeAsync(DrDbContext db, string policyName, CancellationToken ct)
    {
        var name = Of(policyName);
        var taken = (await db.BackupPolicies.Where(policy => policy.Source.StartsWith(name)).Select(policy => policy.Source).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        return taken.Contains(name) ? Enumerable.Range(2, taken.Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}")).First(free => !taken.Contains(free)) : name;
    }

    internal static string Of(string text)
    {
        var name = new StringBuilder();
        foreach (var sign in text.Normalize(NormalizationForm.FormD).Where(sign => CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark))
        {
            if (char.IsAsciiLetterOrDigit(sign))
            {
                name.Append(char.ToLowerInvariant(sign));
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }
        }

        var whole = name.ToString().Trim('-');
        return whole.Length == 0 ? "source" : whole.Length > Longest ? whole[..Longest].Trim('-') : whole;
    }
}
