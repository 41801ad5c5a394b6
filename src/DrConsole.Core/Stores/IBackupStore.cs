namespace DrConsole.Stores;

/// <summary>
/// A place that keeps backups: an S3 bucket, a directory, a removable disk. Keys are relative, with <c>/</c> between parts.
/// Objects are written once and whole: a reader never sees half an object, and nothing here overwrites.
/// Failures of the place are <see cref="StoreException"/>, with cause and cure.
/// </summary>
public interface IBackupStore : IAsyncDisposable
{
    /// <summary>Where it is, without secrets.</summary>
    StoreAddress Address { get; }

    /// <summary>The object's particulars; null when there is none.</summary>
    Task<StoredObject?> FindAsync(string key, CancellationToken ct);

    /// <summary>All objects whose key begins so, in the order of their keys.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken ct);

    /// <summary>Reads an object from its beginning. Ending early without the object's full length throws; it never looks like a short object.</summary>
    /// <param name="version">A version that the store gave; null is the newest that is no delete marker.</param>
    Task<Stream> ReadAsync(string key, string? version, CancellationToken ct);

    /// <summary>Writes a small object that must not be there yet, whole or not at all. False when there is one already: that one stays.</summary>
    /// <remarks>Where the store knows no conditional put it is checked by reading before and after; <see cref="StoreFacts.HasConditionalPut"/> says which.</remarks>
    Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct);

    /// <summary>Begins an object of unknown length.</summary>
    Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct);

    /// <summary>Deletes an object with all its versions. Deleting what is not there is no error.</summary>
    /// <exception cref="StoreException">It is locked or held; nothing was deleted.</exception>
    Task DeleteAsync(string key, CancellationToken ct);

    /// <summary>Sets or lifts a legal hold.</summary>
    /// <exception cref="StoreException">The store has no legal holds.</exception>
    Task SetHoldAsync(string key, bool isHeld, CancellationToken ct);

    /// <summary>Ends uploads below the prefix that were begun before that instant and never completed, and makes sure that they are gone. Returns how many there were.</summary>
    Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct);

    /// <summary>Finds out by trying what the store really does.</summary>
    Task<StoreFacts> ProbeAsync(CancellationToken ct);
}

/// <summary>An object under way. It is visible to nobody until <see cref="CompleteAsync"/>; disposing without it aborts.</summary>
public interface IObjectUpload : IAsyncDisposable
{
    /// <summary>Takes the next part; all but the last have the size of <see cref="Part.Size"/>. Returns when there is room for another one, perhaps before it is sent.</summary>
    /// <remarks>The upload holds on to the part (<see cref="Part.Retain"/>) until it is sent.</remarks>
    Task WriteAsync(Part part, CancellationToken ct);

    /// <summary>Makes the object visible, after all parts are confirmed.</summary>
    Task<StoredObject> CompleteAsync(CancellationToken ct);

    /// <summary>Throws it away and makes sure that nothing is left.</summary>
    Task AbortAsync(CancellationToken ct);
}

/// <summary>An object as the store lists it.</summary>
/// <param name="Version">The store's version id, where it keeps versions.</param>
/// <param name="IsHidden">Somebody deleted it and the store kept the version below a delete marker: it can be read, and others do not see it any more.</param>
public sealed record StoredObject(string Key, long Bytes, DateTimeOffset ChangedAt, string? Version = null, bool IsHidden = false);

/// <summary>What is wanted of a written object.</summary>
/// <param name="LockedUntil">Object lock in compliance mode until then; only where <see cref="StoreFacts.HasObjectLock"/>.</param>
public sealed record WriteOptions(DateTimeOffset? LockedUntil = null)
{
    public static readonly WriteOptions Plain = new();
}
