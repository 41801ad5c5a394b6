using System.Text.Json;
using DrConsole.Platform;
using DrConsole.Verification;

namespace DrConsole.Reports;

/// <summary>Reads measured steps back; what cannot be read was not measured.</summary>
internal static class StepsRead
{
    public static IReadOnlyList<VerificationStep> Of(string? json) => Read<IReadOnlyList<VerificationStep>>(json) ?? [];

    public static IReadOnlyList<VerificationStep> OfReport(string? json) => Read<VerificationReport>(json)?.Steps ?? [];

    private static T? Read<T>(string? json) where T : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<T>(json, CanonicalJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
