namespace DrConsole.Plans.Doctor;

/// <summary>Commands that take the newest of several backups.</summary>
internal static class NewestBackup
{
    private static readonly CommandPattern Pattern = new(@"\bls\b.*\|\s*tail\s+-(n\s*)?1\b|\bls\s+-[a-z]*t[a-z]*\b.*\|\s*head\s+-(n\s*)?1\b|\bsort\b.*\|\s*(tail|head)\s+-(n\s*)?1\b|restore\S*\s+(.*\s)?(--)?latest\b|\|\s*last\b.*\bKey\b|sort_by\(.*\)\[-1\]|max_by\(");

    public static bool Taken(string line) => Pattern.In(line);
}
