using System.Text.Encodings.Web;
using System.Text.Json;

namespace DrConsole.Web.Audit;

/// <summary>JSON with line breaks, for reading. The evidence is the stored bytes, not this.</summary>
public static class PrettyJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same value, indented.</summary>
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 128 });
        return JsonSerializer.Serialize(document.RootElement, Indented);
    }
}
