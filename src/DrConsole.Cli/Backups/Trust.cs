using System.CommandLine;
using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Cli.Backups;

/// <summary>Whose signatures the command line believes: its own key's, those in files, and a key that lies in the store when a person vouches for its fingerprint.</summary>
internal sealed class Trust
{
    private const int MostKeyBytes = 4096;

    public Option<string[]> Files { get; } = new("--trust")
    {
        Description = "A file with public signing keys (PEM) that are believed; may be repeated. Your own key always is.", AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Fingerprints { get; } = new("--trust-fingerprint")
    {
        Description = "Fingerprint (from the recovery kit) of a public signing key that lies in the store; may be repeated.", AllowMultipleArgumentsPerToken = true,
    };

    public async Task<TrustedKeys> ReadAsync(ParseResult parsed, IBackupStore store, CancellationToken ct)
    {
        var pems = new List<string>();
        if (UserSigningKey.PublicPem() is { } own)
        {
            pems.Add(own);
        }

        foreach (var file in parsed.GetValue(Files) ?? [])
        {
            pems.Add(File.Exists(file) ? await File.ReadAllTextAsync(file, ct) : throw new RefusedException("file_missing", $"There is no file {file}."));
        }

        foreach (var fingerprint in parsed.GetValue(Fingerprints) ?? [])
        {
            pems.Add(await FromStoreAsync(store, fingerprint.Replace(":", "", StringComparison.Ordinal).Trim().ToLowerInvariant(), ct));
        }

        return new(pems);
    }

    private static async Task<string> FromStoreAsync(IBackupStore store, string fingerprint, CancellationToken ct)
    {
        if (!SafeNames.IsSha256(fingerprint))
        {
            throw new RefusedException("fingerprint", "A fingerprint has 64 hexadecimal digits.");
        }

        var key = $"{StoreLayout.Keys}{fingerprint}.pem";
        if (await store.FindAsync(key, ct) is not { Bytes: <= MostKeyBytes })
        {
            throw new RefusedException("key_missing", $"The store holds no key with the fingerprint {fingerprint}.");
        }

        await using var stream = await store.ReadAsync(key, version: null, ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var pem = await reader.ReadToEndAsync(ct);
        return new TrustedKeys([pem]).Fingerprints is [var found] && found == fingerprint
            ? pem
            : throw new RefusedException("key_forged", $"What lies in the store as key {fingerprint} is another key. Do not use this store before you know why.");
    }
}
