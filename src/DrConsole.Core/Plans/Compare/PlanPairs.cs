using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Compare;

/// <summary>Which item of one plan is which of another: by key first, then those of one kind and parent that are alike under another name.</summary>
internal sealed class PlanPairs
{
    // Beyond this, guessing which of many is which would cost more than it tells.
    private const int MostCompared = 200_000;
    private readonly Dictionary<string, string> _earlier = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _later = new(StringComparer.Ordinal);

    public PlanPairs(PlanDocument before, PlanDocument after)
    {
        (Before, After) = (new(before), new(after));
        foreach (var node in After.Nodes.Where(node => Before.Find(node.Key)?.Kind == node.Kind))
        {
            Pair(node.Key, node.Key);
        }

        // Kinds stand parents first, so that a renamed parent is known before its children are looked at.
        foreach (var kind in PlanSchema.Kinds)
        {
            PairAlike(kind);
        }
    }

    public PlanTree Before { get; }

    public PlanTree After { get; }

    /// <summary>The earlier plan's key of a later item; null when it is new.</summary>
    public string? Earlier(string? laterKey) => laterKey is null ? null : _earlier.GetValueOrDefault(laterKey);

    /// <summary>The later plan's key of an earlier item; null when it is gone.</summary>
    public string? Later(string? earlierKey) => earlierKey is null ? null : _later.GetValueOrDefault(earlierKey);

    private void PairAlike(ItemKind kind)
    {
        var gone = Before.Nodes.Where(node => node.Kind == kind && Later(node.Key) is null).ToLookup(node => node.Place.Parent ?? "", StringComparer.Ordinal);
        if (gone.Count == 0)
        {
            return;
        }

        foreach (var made in After.Nodes.Where(node => node.Kind == kind && Earlier(node.Key) is null).ToLookup(node => node.Place.Parent ?? "", StringComparer.Ordinal))
        {
            PairAlike([.. gone[made.Key.Length == 0 ? "" : Earlier(made.Key) ?? "?"]], [.. made]);
        }
    }

    private void PairAlike(List<PlanNode> gone, List<PlanNode> made)
    {
        if ((long)gone.Count * made.Count is 0 or > MostCompared)
        {
            return;
        }

        var (olds, news) = (gone.ConvertAll(node => new Likeness(node)), made.ConvertAll(node => new Likeness(node)));
        var alike = from o in Enumerable.Range(0, gone.Count)
                    from n in Enumerable.Range(0, made.Count)
                    let likeness = olds[o].To(news[n])
                    where likeness >= Likeness.Enough
                    orderby likeness descending, Math.Abs(o - n), o
                    select (Old: gone[o].Key, New: made[n].Key);
        foreach (var (old, @new) in alike)
        {
            if (Later(old) is null && Earlier(@new) is null)
            {
                Pair(old, @new);
            }
        }
    }

    private void Pair(string before, string after) => (_earlier[after], _later[before]) = (before, after);
}
