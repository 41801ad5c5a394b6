namespace DrConsole.Plans.Compare;

/// <summary>Finds what may stay where it is when a list is put into another order.</summary>
internal static class LongestRun
{
    /// <summary>Indexes of a longest increasing subsequence of distinct numbers; all the others have to move, and fewer cannot.</summary>
    public static IReadOnlySet<int> Of(IReadOnlyList<int> numbers)
    {
        var ends = new List<int>(); // per length, the index whose number is the least that a run of that length can end with
        var previous = new int[numbers.Count];
        for (var i = 0; i < numbers.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = numbers[ends[middle]] < numbers[i] ? (middle + 1, high) : (low, middle);
            }

            previous[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        var run = new HashSet<int>();
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = previous[i])
        {
            run.Add(i);
        }

        return run;
    }
}
