namespace DrConsole.Access
{
    /// <summary>Who does something.</summary>
    public sealed record Actor(ActorKind Kind, Guid Id, string Name);

    /// <summary>Kinds of actors.</summary>
    public enum ActorKind
    {
        User,
        Token,
        Operator,
        System,
    }

    /// <summary>What an actor may do.</summary>
    public enum Right
    {
        ReadPlan,
        EditPlan,
        PublishPlan,
        ReadIncidents,
        DeclareIncident,
        RunIncident,
        CommandIncident,
        ExportHistory,
        ReadAudit,
        ManageAccess,
    }
}

namespace DrConsole.Web.Access
{
    /// <summary>The signed-in person of this circuit.</summary>
    public sealed class CurrentActor
    {
        public Task<DrConsole.Access.Actor> GetAsync() => Task.FromResult(new DrConsole.Access.Actor(DrConsole.Access.ActorKind.User, Guid.Empty, "Development"));
    }
}

namespace DrConsole.Platform
{
    /// <summary>The console understood the request and will not do it.</summary>
    public sealed class RefusedException(string code, string message) : Exception(message)
    {
        public string Code => code;
    }

    /// <summary>The actor lacks the right.</summary>
    public sealed class NotPermittedException(string actorName, string right)
        : Exception($"{actorName} does not have the right “{right}”. An administrator can grant a role that has it.");

    /// <summary>There is no such thing, or not any more.</summary>
    public sealed class NotFoundException(string kind, object id) : Exception($"There is no {kind} {id}.");

    /// <summary>Somebody else changed the same thing between reading and writing. Nothing was saved.</summary>
    public sealed class StaleException()
        : Exception("Somebody else changed this a moment ago. Look again before you decide.");
}
