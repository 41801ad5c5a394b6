using System.Collections.Concurrent;
using DrConsole.Plans.Review;

namespace DrConsole.Web.Plans.Review;

/// <summary>Reads imports, and keeps the last reading for a few seconds: a page that becomes interactive shows at once what it showed before.</summary>
public sealed class ImportShelf(IImportQueries imports, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (ReviewSheet Sheet, long At)> _sheets = new();

    /// <summary>What was read a moment ago; null when nothing was.</summary>
    public ReviewSheet? Peek(Guid importId) => _sheets.TryGetValue(importId, out var kept) && clock.GetElapsedTime(kept.At) < Kept ? kept.Sheet : null;

    /// <summary>Reads an import; null when it was applied or discarded.</summary>
    public async Task<ReviewSheet?> ReadAsync(Guid importId, CancellationToken ct)
    {
        foreach (var (old, kept) in _sheets.Where(entry => clock.GetElapsedTime(entry.Value.At) >= Kept))
        {
            _sheets.TryRemove(old, out _);
        }

        if (await imports.ImportAsync(importId, ct) is not { } import)
        {
            _sheets.TryRemove(importId, out _);
            return null;
        }

        var sheet = new ReviewSheet(import);
        _sheets[importId] = (sheet, clock.GetTimestamp());
        return sheet;
    }
}
