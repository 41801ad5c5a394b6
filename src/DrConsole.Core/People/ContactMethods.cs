using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>The ways to reach a contact, in the order in which they are tried: what rings first, what is read some time last.</summary>
public static class ContactMethods
{
    private static readonly ContactMethodKind[] Order = [ContactMethodKind.Phone, ContactMethodKind.Pager, ContactMethodKind.Sms, ContactMethodKind.Chat, ContactMethodKind.Email, ContactMethodKind.Web];

    /// <summary>Each way once; of one kind, the contact's own order is kept.</summary>
    public static IReadOnlyList<ContactMethod> Of(PlanContact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        IEnumerable<ContactMethod> all =
        [
            new(ContactMethodKind.Phone, contact.Phone ?? ""), .. contact.Methods, new(ContactMethodKind.Email, contact.Email ?? ""),
        ];
        return [.. all.Where(method => !string.IsNullOrWhiteSpace(method.Value)).Distinct().OrderBy(method => Array.IndexOf(Order, method.Kind))];
    }

    /// <summary>True for a method that makes a noise wherever the person is.</summary>
    public static bool Rings(ContactMethod method) => method?.Kind is ContactMethodKind.Phone or ContactMethodKind.Pager or ContactMethodKind.Sms;
}
