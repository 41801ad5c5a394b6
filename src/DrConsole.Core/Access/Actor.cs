namespace DrConsole.Access;

/// <summary>Who does something. Says nothing about rights: these are read from the database when the work is done.</summary>
public sealed record Actor(ActorKind Kind, Guid Id, string Name)
{
    /// <summary>Whoever runs the command line on the console's machine, with the database's own credentials.</summary>
    public static Actor Operator(string osUser) => new(ActorKind.Operator, Guid.Empty, $"operator {osUser}");

    /// <summary>The sign-in page, on behalf of somebody who is not known yet.</summary>
    public static readonly Actor SignIn = new(ActorKind.System, Guid.Empty, "sign-in");

    /// <summary>The console where it carries out policies: takes, verifies, copies and removes backups.</summary>
    public static readonly Actor Engine = new(ActorKind.System, Guid.Empty, "backup engine");

    /// <summary>The console where it compares what happened with what was due.</summary>
    public static readonly Actor Watchdog = new(ActorKind.System, Guid.Empty, "watchdog");

    /// <summary>The console where it brings what a node's journal kept to the database, and finds that it cannot be carried out any more.</summary>
    public static readonly Actor Journal = new(ActorKind.System, Guid.Empty, "journal");

    /// <summary>The console itself where it sets up its demonstration.</summary>
    public static readonly Actor Demonstration = new(ActorKind.System, Guid.Empty, "demonstration");
}

/// <summary>Kinds of actors.</summary>
public enum ActorKind
{
    User,
    Token,
    Operator,
    System,
}
