using DrConsole.Platform;

namespace DrConsole.Backups.Pipeline;

/// <summary>Starts the age program (Debian: age), which encrypts and decrypts: what it writes, every age reads.</summary>
internal static class AgeEncryption
{
    /// <summary>Encrypts its standard input to public keys.</summary>
    public static ChildProcess Encrypt(IEnumerable<string> recipients, Guid runId) =>
        Start(["--encrypt", .. recipients.SelectMany(recipient => new[] { "-r", recipient })], runId);

    /// <summary>Decrypts its standard input with the identities in a file.</summary>
    public static ChildProcess Decrypt(string identityFile, Guid? serves) => Start(["--decrypt", "-i", identityFile], serves);

    private static ChildProcess Start(IReadOnlyList<string> arguments, Guid? serves) => ChildProcess.Start(new("age", arguments) { HasInput = true, Serves = serves });
}
