using DrConsole.Access;

namespace DrConsole.Web.Settings;

/// <summary>What each role may do, in one sentence.</summary>
public static class RoleWords
{
    /// <summary>The sentence.</summary>
    public static string Of(string role) => role switch
    {
        Role.Responder => "Reads plans, declares incidents, works checklists, writes notes and decisions.",
        Role.Commander => "All that a responder does, and leads: changes the tier, resolves the incident, exports its history.",
        Role.Manager => "Reads plans and incidents, approves and publishes plans, exports histories; does not work incidents.",
        Role.Auditor => "Reads plans, incidents and the audit chains, exports histories; changes nothing.",
        Role.Admin => "May do everything, accounts and tokens included.",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };
}
