namespace DrConsole.Backups.Sources;

/// <summary>What belongs to a database and lies outside of it in the server's shared catalogue, so that no dump of its content brings it back.</summary>
public sealed record DatabaseProperties
{
    /// <summary>Settings of the database, and of roles within it.</summary>
    public IReadOnlyList<DatabaseSetting> Settings { get; init; } = [];

    /// <summary>Rights on the database itself; those that every new database has are among them.</summary>
    public IReadOnlyList<DatabaseGrant> Grants { get; init; } = [];

    /// <summary>How many may be connected at once; -1 is any number.</summary>
    public int ConnectionLimit { get; init; } = -1;

    public string? Comment { get; init; }
}

/// <summary>A setting that holds in a database.</summary>
/// <param name="Role">For that role only; null for every role.</param>
/// <param name="Value">As the server stores it.</param>
public sealed record DatabaseSetting(string? Role, string Name, string Value)
{
    /// <summary>For people, e.g. <c>search_path of the role clerk</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Words => Role is null ? Name : $"{Name} of the role {Role}";
}

/// <summary>A right on a database.</summary>
/// <param name="Grantee">Null is everybody.</param>
/// <param name="Privilege">E.g. <c>CONNECT</c>.</param>
public sealed record DatabaseGrant(string? Grantee, string Privilege, bool MayGrant)
{
    /// <summary>For people, e.g. <c>CONNECT for clerk</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Words => $"{Privilege} for {Grantee ?? "everybody"}{(MayGrant ? ", with the right to grant it" : "")}";
}
