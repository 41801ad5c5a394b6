using System.Text.Json;
using DrConsole.Access;
using DrConsole.Platform;

namespace DrConsole.Plans.Review;

/// <summary>What people decided about the proposals of an import, by the proposal's id.</summary>
public sealed record ImportDecisions
{
    public static readonly ImportDecisions None = new();

    public IReadOnlyDictionary<string, ImportDecision> Items { get; init; } = new Dictionary<string, ImportDecision>(StringComparer.Ordinal);

    /// <summary>Everybody who decided something, by id of account or token.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];

    /// <summary>The verdict on a proposal.</summary>
    public Verdict On(string id) => Items.GetValueOrDefault(id)?.Verdict ?? Verdict.Undecided;

    /// <summary>The same with more decisions; <see cref="Verdict.Undecided"/> takes one back.</summary>
    public ImportDecisions With(IEnumerable<(string Id, Verdict To)> decisions, Actor by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(by);
        var items = new Dictionary<string, ImportDecision>(Items, StringComparer.Ordinal);
        foreach (var (id, verdict) in decisions)
        {
            items.Remove(id);
            if (verdict != Verdict.Undecided)
            {
                items[id] = new(verdict, by.Name, at);
            }
        }

        return new() { Items = items, People = [.. People.Union([by.Id])] };
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
