using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Platform;

namespace DrConsole.Plans.Edit;

/// <summary>Somebody else gave the field another value since the person began. Nothing was overwritten; both values are known.</summary>
/// <param name="change">What was wanted.</param>
/// <param name="present">The value in the draft.</param>
/// <param name="byName">Who changed it.</param>
/// <param name="at">When.</param>
public sealed class DraftConflictException(SetField change, JsonNode? present, string byName, DateTimeOffset at)
    : StaleException(string.Create(CultureInfo.InvariantCulture, $"{byName} changed this field at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Nothing was overwritten."))
{
    public SetField Wanted => change;

    public JsonNode? Present => present;

    public string ByName => byName;

    public DateTimeOffset At => at;
}
