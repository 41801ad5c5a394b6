using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Stores;

/// <summary>Opens the stores that the console knows.</summary>
public sealed class StoreDirectory(IDbContextFactory<DrDbContext> contexts, SecretBox secrets, StoreOpener opener)
{
    /// <summary>What a store's secret is sealed for.</summary>
    public static string PurposeOf(Guid storeId) => $"store:{storeId}";

    /// <summary>Opens a store by its id.</summary>
    /// <exception cref="NotFoundException">There is none with that id.</exception>
    /// <exception cref="RefusedException">Its secret cannot be opened with this console's master key.</exception>
    public async Task<IBackupStore> OpenAsync(Guid storeId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var store = await db.Stores.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == storeId, ct)
            ?? throw new NotFoundException("store", storeId.ToString());
        return opener.Open(StoreAddresses.Parse(store.Url), CredentialsOf(store, secrets));
    }

    /// <summary>What opens the store; null where none is kept.</summary>
    internal static StoreCredentials? CredentialsOf(StoreRecord store, SecretBox secrets) => store is { AccessKeyId: { } id, SealedSecret: { } text }
        ? new(id, secrets.Open(PurposeOf(store.Id), text))
        : null;
}
