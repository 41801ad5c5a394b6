using System.Text.Json;
using DrConsole.Platform;

namespace DrConsole.Plans;

/// <summary>Reads the stored form of a plan's document.</summary>
public static class PlanDocumentBytes
{
    /// <summary>The document. Throws <see cref="JsonException"/> when the bytes are none, which the audit check reports.</summary>
    public static PlanDocument Read(byte[] document) =>
        JsonSerializer.Deserialize<PlanDocument>(document, CanonicalJson.Options) ?? throw new JsonException("The stored plan is empty.");
}
