using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary>The key that signs what this user's command line makes: a file of mode 0600, made when it is first needed.</summary>
internal static class UserSigningKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static string DefaultPath => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } config
            ? config
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "drconsole", "signing-key.pem");

    /// <summary>The key in the file, or the user's own.</summary>
    public static ManifestSigner Open(string? file)
    {
        var path = file ?? DefaultPath;
        if (file is null && !File.Exists(path))
        {
            Make(path);
        }

        try
        {
            return ManifestSigner.FromPem(SecretFile.Read(path));
        }
        catch (ArgumentException)
        {
            throw new RefusedException("signing_key", $"{path} holds no private key (PEM, PKCS #8).");
        }
    }

    /// <summary>The public half of the user's own key; null while there is none.</summary>
    public static string? PublicPem()
    {
        if (!File.Exists(DefaultPath))
        {
            return null;
        }

        using var key = Open(file: null);
        return key.PublicPem;
    }

    // Of two command lines that start at once both end with the same key.
    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var key = ManifestSigner.Create();
        var partial = $"{path}.{Environment.ProcessId}.new";
        using (var stream = new FileStream(partial, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(key.PrivatePem().Reveal()));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(partial, path, overwrite: false);
            Console.Error.WriteLine($"Made a signing key: {path}. Keep its public half, fingerprint {key.Fingerprint}, apart from the stores.");
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(partial);
        }
    }
}
