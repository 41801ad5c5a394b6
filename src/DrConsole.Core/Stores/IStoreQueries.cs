namespace DrConsole.Stores;

/// <summary>Reads of stores from PostgreSQL; no store is asked.</summary>
public interface IStoreQueries
{
    /// <summary>All stores: those in use by name, then the retired ones.</summary>
    Task<IReadOnlyList<StoreRow>> ListAsync(CancellationToken ct);

    /// <summary>One store with what goes to it and its custody log; null when there is none.</summary>
    Task<StoreReport?> ReadAsync(Guid storeId, CancellationToken ct);

    /// <summary>Where each removable medium is, and which is due next.</summary>
    Task<IReadOnlyList<MediumRow>> RotationAsync(CancellationToken ct);

    /// <summary>The 3-2-1 rule for each policy in use, by the facts of its stores.</summary>
    Task<IReadOnlyList<PolicyCopies>> CopiesAsync(CancellationToken ct);
}

/// <summary>A store in a list.</summary>
/// <param name="HasSecret">The console keeps a sealed secret for it.</param>
/// <param name="Backups">Whole copies of backups that it has.</param>
/// <param name="StoredBytes">Bytes of these.</param>
public sealed record StoreRow(
    Guid Id, string Name, string Url, bool IsRemovable, string? Site, string? AccessKeyId, bool HasSecret, StoreFacts? Facts, DateTimeOffset? LastGoodAt, string? Fault,
    DateTimeOffset? FaultSince, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt, int Backups, long StoredBytes)
{
    /// <summary>The label in its address, where it is a removable medium.</summary>
    public string? Label => (StoreAddresses.Parse(Url) as FolderAddress)?.Label;
}

/// <summary>A store with all that is known of it.</summary>
/// <param name="Policies">Names of the policies that write to it.</param>
/// <param name="Custody">Newest first.</param>
public sealed record StoreReport(StoreRow Store, IReadOnlyList<string> Policies, IReadOnlyList<CustodyRow> Custody)
{
    /// <summary>Policies whose data must not lie in it: their runs leave it out.</summary>
    public IReadOnlyList<ResidencyViolation> Violations { get; init; } = [];
}

/// <summary>A line of a custody log.</summary>
public sealed record CustodyRow(Guid Id, string Label, CustodyAct Act, string? Place, string? Remark, string ByName, DateTimeOffset At);

/// <summary>A removable medium and where it is by its custody log.</summary>
/// <param name="Path">Where it is mounted when it is attached; media of one path take turns.</param>
/// <param name="Since">When it came there.</param>
/// <param name="DueAt">When it is to be exchanged (attached) or attached (next in turn); null for the others.</param>
public sealed record MediumRow(Guid StoreId, string StoreName, string Label, string Path, bool IsAttached, string? Place, DateTimeOffset? Since, DateTimeOffset? LastGoodAt, DateTimeOffset? DueAt)
{
    public bool IsOverdue(DateTimeOffset now) => DueAt < now;
}

/// <summary>How the copies of a policy's backups are spread.</summary>
public sealed record PolicyCopies(Guid PolicyId, string PolicyName, CopySpread Spread);
