namespace DrConsole.Backups.Sources.Postgres;

/// <summary>Locale of a database, with one text form in manifests.</summary>
/// <param name="Provider">PostgreSQL's letter: <c>c</c> libc, <c>i</c> ICU, <c>b</c> built in.</param>
internal sealed record PostgresLocale(string Provider, string Collate, string CType, string? Locale)
{
    /// <summary>Options of CREATE DATABASE that give a database this locale.</summary>
    public string Options
    {
        get
        {
            var libc = $"LC_COLLATE {PostgresQuery.Literal(Collate)} LC_CTYPE {PostgresQuery.Literal(CType)}";
            return Provider switch
            {
                "i" => $"LOCALE_PROVIDER icu ICU_LOCALE {PostgresQuery.Literal(Locale ?? "und")} {libc}",
                "b" => $"LOCALE_PROVIDER builtin BUILTIN_LOCALE {PostgresQuery.Literal(Locale ?? "C")} {libc}",
                _ => libc,
            };
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static PostgresLocale? TryParse(string? text) => text?.Split(';') switch
    {
        [var both] when both.Length > 0 => new("c", both, both, null),
        [var provider, var collate, var ctype, var locale] => new(provider, collate, ctype, locale.Length == 0 ? null : locale),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Provider == "c" && Collate == CType ? Collate : $"{Provider};{Collate};{CType};{Locale}";
}
