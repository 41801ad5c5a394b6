using System.Globalization;
using System.Text;
using DrConsole.Platform;

namespace DrConsole.Web.Plans;

/// <summary>What the console takes as a document: text in UTF-8 (or UTF-16 with a mark), of a bounded size.</summary>
public static class PlanUpload
{
    /// <summary>The largest document that is taken.</summary>
    public const long MaxBytes = 2 * 1024 * 1024;

    private const int ChunkBytes = 64 * 1024;
    private const double Mebibyte = 1024 * 1024;

    /// <summary>The sentence for a document that is too large.</summary>
    public static string TooLarge(long bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"This document has {bytes / Mebibyte:0.0} MiB; the console takes 2 MiB at most. A plan is text: take pictures out, or import it in parts.");

    /// <summary>The sentence for files that are too large together.</summary>
    public const string TooLargeTogether = "These files have more than 5 MiB together. Import them in parts.";

    /// <summary>Reads the whole document as text, and refuses what is no text.</summary>
    /// <param name="arrived">Called with the number of bytes that have arrived.</param>
    public static async Task<string> ReadAsync(Stream content, CancellationToken ct, Action<long>? arrived = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var whole = new MemoryStream();
        var buffer = new byte[ChunkBytes];
        for (var read = await content.ReadAsync(buffer, ct); read > 0; read = await content.ReadAsync(buffer, ct))
        {
            whole.Write(buffer, 0, read);
            arrived?.Invoke(whole.Length);
        }

        whole.Position = 0;
        using var reader = new StreamReader(whole, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return await reader.ReadToEndAsync(ct);
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException("plan_not_text", "This file is not text in UTF-8. Open it in an editor, save it as UTF-8 Markdown, and choose it again.");
        }
    }
}
