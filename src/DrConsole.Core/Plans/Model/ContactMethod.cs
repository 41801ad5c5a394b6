namespace DrConsole.Plans;

/// <summary>A way to reach somebody.</summary>
/// <param name="Value">Number, address or handle, as it is used.</param>
public sealed record ContactMethod(ContactMethodKind Kind, string Value);

/// <summary>By what somebody is reached.</summary>
public enum ContactMethodKind
{
    Phone,
    Sms,
    Email,
    Chat,
    Pager,
    Web,
}
