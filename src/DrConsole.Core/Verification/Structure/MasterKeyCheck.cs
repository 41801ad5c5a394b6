using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Verification.Structure;

/// <summary>Looks whether the master key in a backup of the console is one: without it the restored secrets stay shut.</summary>
internal static class MasterKeyCheck
{
    private const int MostBytes = 256;

    public static async Task<StructureFinding> RunAsync(ManifestEntry entry, Stream plain, CancellationToken ct)
    {
        var buffer = new byte[MostBytes];
        var length = await plain.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, ct);
        var text = Encoding.ASCII.GetString(buffer, 0, length).Trim();
        return text.Length == MasterKey.Length * 2 && text.All(char.IsAsciiHexDigit)
            ? StructureFinding.Good($"{entry.Name} is a master key")
            : StructureFinding.Bad($"{entry.Name} is no master key: the secrets of a console that is restored from this backup would stay shut.");
    }
}
