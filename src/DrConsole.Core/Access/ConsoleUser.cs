namespace DrConsole.Access;

/// <summary>A local account.</summary>
public sealed class ConsoleUser
{
    public Guid Id { get; init; }

    public required string UserName { get; set; }

    public required string NormalizedUserName { get; set; }

    /// <summary>How the person is shown to others.</summary>
    public required string DisplayName { get; set; }

    public string? PasswordHash { get; set; }

    /// <summary>Changes whenever credentials or rights change; open sessions with an older one end within 30 s.</summary>
    public required string SecurityStamp { get; set; }

    public int AccessFailedCount { get; set; }

    public DateTimeOffset? LockoutEnd { get; set; }

    public bool IsDisabled { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public string[] Roles { get; set; } = [];
}
