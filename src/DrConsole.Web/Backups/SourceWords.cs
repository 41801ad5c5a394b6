namespace DrConsole.Web.Backups;

/// <summary>Kinds of sources in the words of those who run them.</summary>
internal static class SourceWords
{
    /// <summary>Kinds as settings name them, in the order in which they are offered, each with its words.</summary>
    public static readonly IReadOnlyList<(string Kind, string Words)> All =
    [
        ("postgres", "PostgreSQL databases"),
        ("postgres-physical", "PostgreSQL cluster with continuous log"),
        ("mariadb", "MariaDB or MySQL"),
        ("redis", "Redis"),
        ("mongodb", "MongoDB"),
        ("files", "Files and directories"),
        ("kubernetes", "Kubernetes objects"),
        ("terraform", "Terraform state"),
        ("key-vault", "Azure Key Vault"),
        ("command", "Output of a command"),
    ];

    /// <summary>The kind in words; one that is not known is shown as it is.</summary>
    public static string Kind(string kind)
    {
        foreach (var (name, words) in All)
        {
            if (name == kind)
            {
                return words;
            }
        }

        return kind;
    }
}
