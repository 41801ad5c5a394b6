using System.Text;
using System.Xml.Linq;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Web.Access;

/// <summary>
/// Keeps the keys that protect cookies and form tokens in PostgreSQL, so that every node reads them. The framework asks synchronously, at start and at rotation.
/// A copy sealed under the master key lies in the data folder: a node that is started while the database is away still knows who is signed in.
/// </summary>
internal sealed partial class DataProtectionKeysInDatabase(
    IDbContextFactory<DrDbContext> contexts, SecretBox box, ConsoleOptions console, TimeProvider clock, ILogger<DataProtectionKeysInDatabase> logger) : IXmlRepository
{
    private const string Purpose = "cookie-keys";

    private string CopyPath => Path.Combine(console.SnapshotFolder, "cookie-keys");

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        try
        {
            var keys = Read();
            Copy(keys);
            return keys;
        }
        catch (Exception failure) when (DatabaseAway.Is(failure) && File.Exists(CopyPath))
        {
            return [.. XElement.Parse(box.Open(Purpose, File.ReadAllText(CopyPath)).Reveal()).Elements()];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = contexts.CreateDbContext();
        db.DataProtectionKeys.Add(new DataProtectionKey { Id = Guid.CreateVersion7(clock.GetUtcNow()), FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }

    // Without the copy this node works as long as it is not started again while the database is away.
    private void Copy(List<XElement> keys)
    {
        try
        {
            WholeFile.Write(CopyPath, Encoding.UTF8.GetBytes(box.Seal(Purpose, new(new XElement("keys", keys).ToString(SaveOptions.DisableFormatting)))));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or RefusedException)
        {
            LogNotCopied(failure, CopyPath);
        }
    }

    private List<XElement> Read()
    {
        using var db = contexts.CreateDbContext();
        return [.. db.DataProtectionKeys.AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    [LoggerMessage(1, LogLevel.Warning, "{Path} cannot be written: started again while the database is away, this node would know nobody's session")]
    private partial void LogNotCopied(Exception failure, string path);
}
