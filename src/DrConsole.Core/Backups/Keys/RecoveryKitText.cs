using System.Globalization;
using System.Text;

namespace DrConsole.Backups.Keys;

/// <summary>A recovery kit as plain text: to print, and to be read by somebody who never saw the console.</summary>
public static class RecoveryKitText
{
    /// <summary>The kit in lines of at most 100 characters where that can be.</summary>
    public static string Of(RecoveryKit kit)
    {
        ArgumentNullException.ThrowIfNull(kit);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            DR CONSOLE: RECOVERY KIT of {kit.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC
            Print it, keep it in a safe place away from the console, and destroy older kits.

            1. ESCROW KEY (opens every backup that was made since the key was added)
               public:  {kit.Recipient}
               secret:  {Identity(kit)}

            2. SIGNING KEY (backups that it did not sign are not to be restored)
               SHA-256: {kit.SigningFingerprint}
            {Indented(kit.SigningKey)}
            3. WHERE THE BACKUPS ARE

            """);
        foreach (var store in kit.Stores)
        {
            text.Append(CultureInfo.InvariantCulture, $"   {store.Name}{(store.Site is { } site ? $" ({site})" : "")}{(store.NeedsCredentials ? ": access key and secret are kept elsewhere" : "")}\n      {store.Url}\n");
        }

        text.Append("\n4. KEYS OF THE CATEGORIES (their secret halves are in the console; the escrow key opens all)\n");
        foreach (var key in kit.Keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"   {key.Category}{(key.IsRetired ? " (retired)" : "")}: {key.Recipient}\n");
        }

        return text.Append(Commands(kit)).ToString();
    }

    private static string Identity(RecoveryKit kit) => kit.Identity?.Reveal()
        ?? "not in this kit: it was handed out once, when the key was made, or never was in the console";

    private static string Indented(string pem) => string.Concat(pem.Split('\n').Select(line => $"   {line}\n"));

    // The signature is checked with the key printed above, never with one from the store: who can replace backups can replace that too.
    private static string Commands(RecoveryKit kit) => $"""

        5. HOW TO RESTORE
           Write the secret of part 1 into the file identity.txt (chmod 600) and the key of part 2 into
           signing-key.pem. For S3, export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY first.

           With a clone of DR Console on any machine, without its database:
              ./drconsole backup list    --from '{First(kit)}' --trust signing-key.pem
              ./drconsole backup verify  --from '{First(kit)}' --identity identity.txt --trust signing-key.pem
              ./drconsole backup restore --help

           Without DR Console, with aws (or cp), openssl, age, zstd and pg_restore only. Each backup is a
           folder below drc/v1/b/SOURCE/ with RESTORE.md and restore.sh, which do the same as:
              aws s3 cp --recursive s3://BUCKET/PREFIX/drc/v1/b/SOURCE/FOLDER .
              openssl dgst -sha256 -verify signing-key.pem -signature manifest.sig manifest.json
              sha256sum -c SHA256SUMS
              cat NAME.zst.age.* | age -d -i identity.txt | zstd -dc > NAME

        6. TO RESTORE THE CONSOLE ITSELF on an empty machine
              ./drconsole backup restore-console --help
        """ + "\n";

    private static string First(RecoveryKit kit) => kit.Stores.Count == 0 ? "STORE" : kit.Stores[0].Url;
}
