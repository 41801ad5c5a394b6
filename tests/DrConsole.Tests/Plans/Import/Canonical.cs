using System.Text.Json;
using DrConsole.Plans;

namespace DrConsole.Tests.Plans.Import;

/// <summary>A document as text, to compare two of them whole.</summary>
internal static class Canonical
{
    public static string Of(PlanDocument document) => JsonSerializer.Serialize(document);
}
