using System.Globalization;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Stores;

/// <summary>Removable media that share a mount point take turns. Where each is follows from its custody log.</summary>
internal static class Rotation
{
    /// <summary>Setting: days that a medium stays attached.</summary>
    public const string Setting = "stores.rotation-days";

    public const int UsualDays = 7;

    public static async Task<int> DaysAsync(DrDbContext db, CancellationToken ct) =>
        int.TryParse(await db.Settings.Where(setting => setting.Key == Setting).Select(setting => setting.Value).SingleOrDefaultAsync(ct), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : UsualDays;

    /// <summary>The media that take turns at each place, the one that is due first.</summary>
    /// <param name="custody">By store, oldest first.</param>
    public static IReadOnlyList<MediumRow> Of(IReadOnlyList<StoreRow> media, ILookup<Guid, CustodyEntry> custody, int days) =>
        [.. media.Select(medium => Row(medium, custody[medium.Id])).GroupBy(row => row.Path, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group => InTurn([.. group], days))];

    private static MediumRow Row(StoreRow medium, IEnumerable<CustodyEntry> entries)
    {
        var address = (FolderAddress)StoreAddresses.Parse(medium.Url);
        var moves = entries.Where(entry => entry.Act is CustodyAct.Attached or CustodyAct.Detached or CustodyAct.Stored).ToList();
        var last = moves.LastOrDefault();
        return new(
            medium.Id, medium.Name, address.Label ?? "", address.Path, last?.Act is CustodyAct.Attached, last?.Act is CustodyAct.Attached ? address.Path : last?.Place, last?.At, medium.LastGoodAt, null);
    }

    // The one that is in goes out after its days; the one that has been away longest comes in then. With none in, that one is due since the last went out.
    private static IEnumerable<MediumRow> InTurn(IReadOnlyList<MediumRow> group, int days)
    {
        var attached = group.FirstOrDefault(row => row.IsAttached);
        var next = group.Where(row => !row.IsAttached).OrderBy(row => row.Since ?? DateTimeOffset.MinValue).FirstOrDefault();
        var due = attached is not null ? attached.Since?.AddDays(days) : group.Max(row => row.Since);
        return group.OrderByDescending(row => row.IsAttached).ThenBy(row => row.Since ?? DateTimeOffset.MinValue)
            .Select(row => row == next || (row == attached && group.Count > 1) ? row with { DueAt = due } : row);
    }
}
