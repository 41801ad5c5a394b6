using DrConsole.Audit;
using DrConsole.Incidents;

namespace DrConsole.Web.Audit;

/// <summary>Chains in the words that people use: the console, or the incident's number and title.</summary>
public sealed class ChainNames(IReadOnlyList<IncidentRow> incidents)
{
    /// <summary>The console's chain alone.</summary>
    public static readonly ChainNames None = new([]);

    private readonly Dictionary<string, IncidentRow> _incidents = incidents.ToDictionary(row => AuditChain.Incident(row.Id), StringComparer.Ordinal);

    /// <summary>All chains to choose from, the chosen one among them even when it is older than the list.</summary>
    public IEnumerable<(string Chain, string Name)> Choices(string? chosen)
    {
        yield return (AuditChain.Console, "Console");
        foreach (var (chain, row) in _incidents)
        {
            yield return (chain, $"INC-{row.Number} {row.Title}");
        }

        if (!string.IsNullOrWhiteSpace(chosen) && chosen != AuditChain.Console && !_incidents.ContainsKey(chosen))
        {
            yield return (chosen, chosen);
        }
    }

    /// <summary>What a fault is about, by its short name.</summary>
    public string Of(AuditFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.Chain == AuditCheck.Plans ? "Plan" : $"{Of(fault.Chain)}, entry {fault.Sequence}";
    }

    /// <summary>A chain's short name.</summary>
    public string Of(string chain) => chain == AuditChain.Console ? "Console" : _incidents.TryGetValue(chain, out var row) ? $"INC-{row.Number}" : chain;
}
