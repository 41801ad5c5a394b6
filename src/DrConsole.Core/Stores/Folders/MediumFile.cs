using System.Text;
using System.Text.Json;
using DrConsole.Platform;
using Microsoft.Win32.SafeHandles;

namespace DrConsole.Stores.Folders;

/// <summary>The file at a medium's root that says which medium it is. No key begins with a dot, so no key is this file.</summary>
internal static class MediumFile
{
    public const string Name = ".drconsole-medium.json";
    private const int Longest = 4096;

    /// <summary>Makes sure that the medium is the one that the address means.</summary>
    /// <exception cref="StoreException">It has another label or none.</exception>
    public static void Check(FolderAddress address, SafeFileHandle root)
    {
        if (address.Label is not { } wanted)
        {
            return;
        }

        var found = Read(root);
        if (found != wanted)
        {
            throw new StoreException(StoreFault.Missing, found is null
                ? $"{address.Path} has no label, '{wanted}' is expected: the medium is not mounted there, or was never labelled. Nothing was written."
                : $"The wrong medium is at {address.Path}: it is labelled '{found}', '{wanted}' is expected. Nothing was written.");
        }
    }

    /// <summary>The label; null when there is none.</summary>
    public static string? Read(SafeFileHandle root)
    {
        using var file = Libc.Open(root, Name, Libc.ReadOnly | Libc.NoFollow | Libc.NonBlocking);
        if (file is null || Libc.Status(file, "") is not { IsFile: true, Bytes: <= Longest })
        {
            return null;
        }

        var bytes = new byte[Longest];
        var length = RandomAccess.Read(file, bytes, 0);
        try
        {
            return JsonSerializer.Deserialize<Content>(bytes.AsSpan(0, length), JsonSerializerOptions.Web)?.Label;
        }
        catch (JsonException)
        {
            return null; // a disk without a readable label is not the one that is expected, which is refused by name
        }
    }

    public static byte[] Write(string label, DateTimeOffset at) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Content(label, at), JsonSerializerOptions.Web) + "\n");

    private sealed record Content(string Label, DateTimeOffset LabelledAt);
}
