using System.Text.Json;
using DrConsole.Platform;

namespace DrConsole.Plans.Doctor;

/// <summary>The result of an examination, as it is stored with a version.</summary>
/// <param name="On">The day on which it was made: dates were judged by it.</param>
public sealed record PlanFindings(DateOnly On, IReadOnlyList<Finding> Findings)
{
    /// <summary>Examines a plan and returns the result as JSON, for <see cref="PlanVersion.Findings"/>.</summary>
    public static string Json(PlanDocument document, string? text, DateOnly today) =>
        JsonSerializer.Serialize(new PlanFindings(today, PlanDoctor.Examine(document, text, today)), CanonicalJson.Options);

    /// <summary>A stored result; null when there is none, or one that this console cannot read.</summary>
    public static PlanFindings? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<PlanFindings>(json, CanonicalJson.Options);
        }
        catch (JsonException)
        {
            return null; // from another version of the console: the plan can be examined again
        }
    }
}
