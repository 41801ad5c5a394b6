namespace DrConsole.Backups.Keys;

/// <summary>How keys are called.</summary>
public static class KeyNames
{
    /// <summary>Category of the console's own backups.</summary>
    public const string Console = "console";

    /// <summary>Category of what was given no other.</summary>
    public const string Default = "default";

    /// <summary>Category under which escrow keys are listed.</summary>
    public const string Escrow = "escrow";

    private const int Shown = 8;

    /// <summary>The last characters of a recipient, which tell keys apart and are typed to confirm.</summary>
    public static string Ending(string recipient)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return recipient.Length <= Shown ? recipient : recipient[^Shown..];
    }

    internal static string Purpose(Guid keyId) => $"key:{keyId}";
}
