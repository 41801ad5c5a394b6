using System.Xml.Linq;
using DrConsole.Database;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Web.Access;

/// <summary>
/// Keeps the keys that protect cookies and form tokens in PostgreSQL, so that every node reads them. The framework asks synchronously, at start and at rotation.
/// </summary>
internal sealed class DataProtectionKeysInDatabase(IDbContextFactory<DrDbContext> contexts, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        return [.. db.DataProtectionKeys.AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = contexts.CreateDbContext();
        db.DataProtectionKeys.Add(new DataProtectionKey { Id = Guid.CreateVersion7(clock.GetUtcNow()), FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
