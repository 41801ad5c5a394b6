using System.Text;
using System.Text.RegularExpressions;
using DrConsole.Platform;

namespace DrConsole.Backups.Keys;

/// <summary>Key pairs and short secrets by the programs <c>age-keygen</c> and <c>age</c>; nothing of it is ever a file.</summary>
internal static partial class AgeKeys
{
    private const string IdentityPrefix = "AGE-SECRET-KEY-1";

    /// <summary>Makes a key pair.</summary>
    public static async Task<AgeKeyPair> GenerateAsync(CancellationToken ct)
    {
        var lines = (await ChildProcess.ReadAsync(new("age-keygen", []), ct)).Split('\n', StringSplitOptions.TrimEntries);
        var identity = lines.SingleOrDefault(line => line.StartsWith(IdentityPrefix, StringComparison.Ordinal));
        var recipient = lines.Select(line => Recipient().Match(line).Value).FirstOrDefault(found => found.Length > 0);
        return identity is null || recipient is null
            ? throw new RefusedException("key_not_made", "age-keygen ended well and gave no key pair. Run 'age-keygen' by hand on the console's machine to see why.")
            : new(recipient, new SecretText(identity));
    }

    /// <summary>Encrypts a short text so that a person can copy it (PEM-like armor).</summary>
    /// <exception cref="RefusedException">The recipient is none.</exception>
    public static async Task<string> EncryptAsync(string recipient, string text, CancellationToken ct)
    {
        EnsureLooksLikeRecipient(recipient);
        await using var age = ChildProcess.Start(new("age", ["--armor", "--recipient", recipient]) { HasInput = true });
        await using (age.Input)
        {
            await age.Input.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        }

        using var reader = new StreamReader(age.Output);
        var armored = await reader.ReadToEndAsync(ct);
        var exit = await age.WaitAsync(ct);
        return exit.IsClean ? armored : throw NoRecipient();
    }

    /// <summary>Makes sure that <c>age</c> takes the recipient: its checksum finds typing mistakes.</summary>
    public static Task EnsureRecipientAsync(string recipient, CancellationToken ct) => EncryptAsync(recipient, "", ct);

    // Before it becomes an argument: what is pasted must not be an option, a file of recipients or a plugin.
    private static void EnsureLooksLikeRecipient(string recipient)
    {
        if (Recipient().Match(recipient) is not { Success: true } found || found.Length != recipient.Length)
        {
            throw NoRecipient();
        }
    }

    private static RefusedException NoRecipient() => new(
        "recipient_invalid", "This is no age recipient. Paste the line that begins with age1 and has 62 characters; 'age-keygen -y FILE' prints it.");

    [GeneratedRegex("age1[02-9ac-hj-np-z]{58}", RegexOptions.NonBacktracking)]
    private static partial Regex Recipient();
}

/// <summary>A new key pair.</summary>
internal sealed record AgeKeyPair(string Recipient, SecretText Identity);
