using System.Text.Json;
using DrConsole.Platform;

namespace DrConsole.Plans.Review;

/// <summary>What people decided about the proposals of an import, by the proposal's id.</summary>
public sealed record ImportDecisions
{
    public static readonly ImportDecisions None = new();

    public IReadOnlyDictionary<string, ImportDecision> Items { get; init; } = new Dictionary<string, ImportDecision>(StringComparer.Ordinal);

    /// <summary>The verdict on a proposal.</summary>
    public Verdict On(string id) => Items.GetValueOrDefault(id)?.Verdict ?? Verdict.Undecided;

    /// <summary>The same with one more decision; <see cref="Verdict.Undecided"/> takes it back.</summary>
    public ImportDecisions With(string id, Verdict verdict, string by, DateTimeOffset at)
    {
        var items = new Dictionary<string, ImportDecision>(Items, StringComparer.Ordinal);
        items.Remove(id);
        if (verdict != Verdict.Undecided)
        {
            items[id] = new(verdict, by, at);
        }

        return new() { Items = items };
    }

    internal static ImportDecisions Read(string json) => JsonSerializer.Deserialize<ImportDecisions>(json, CanonicalJson.Options) ?? None;

    internal string ToJson() => JsonSerializer.Serialize(this, CanonicalJson.Options);
}

/// <summary>What somebody decided, and when.</summary>
public sealed record ImportDecision(Verdict Verdict, string By, DateTimeOffset At);

/// <summary>What is to become of a proposal.</summary>
public enum Verdict
{
    /// <summary>Nobody has looked at it; it counts as accepted, unless it is off by default.</summary>
    Undecided,
    Accepted,
    Rejected,
}
