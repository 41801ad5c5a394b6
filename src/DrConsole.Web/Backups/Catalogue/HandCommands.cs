using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Format;
using DrConsole.Plans;
using DrConsole.Stores;

namespace DrConsole.Web.Backups.Catalogue;

/// <summary>The exact commands that restore a backup from a store with standard tools, on a machine without the console.</summary>
public static class HandCommands
{
    /// <summary>Commands for one copy, in order.</summary>
    /// <param name="signer">Fingerprint of the key that signed it; null where nobody knows.</param>
    public static IReadOnlyList<CommandBlock> Of(CopyRow copy, string folder, Manifest? manifest, string? signer)
    {
        var trust = signer is null ? "--public-key CONSOLE-KEY.pem" : $"--fingerprint {signer}";
        var fetch = StoreAddresses.Parse(copy.StoreUrl) switch
        {
            S3Address s3 => Fetch(s3, folder, signer),
            FolderAddress store => $"mkdir backup && cd backup\ncp -R {Quoted($"{store.Path}/{folder}/.")} ."
                + (signer is null ? "" : $"\ncp {Quoted($"{store.Path}/{KeyOf(signer)}")} ."),
            _ => $"# fetch {folder} from {copy.StoreUrl}",
        };
        return
        [
            Block("Fetch it", fetch),
            Block("Check signature, hashes and content", $"sh restore.sh verify {trust} --identity KEYFILE"),
            manifest is not null && HasDatabases(manifest)
                ? Block("Restore into the server that PGHOST, PGUSER … or ~/.my.cnf name", $"sh restore.sh restore {trust} --identity KEYFILE{(Databases(manifest) == 1 ? " --database NEW_NAME" : "")}")
                : Block("Write every stream as a file", $"sh restore.sh extract {trust} --identity KEYFILE --to restored"),
        ];
    }

    private static string Fetch(S3Address s3, string folder, string? signer)
    {
        var server = (s3.Endpoint is { } endpoint ? $" --endpoint-url {Quoted(endpoint.ToString().TrimEnd('/'))}" : "") + $" --region {Quoted(s3.Region)}";
        var root = $"s3://{s3.Bucket}{(s3.Prefix.Length == 0 ? "" : $"/{s3.Prefix.Trim('/')}")}";
        return $"mkdir backup && cd backup\naws s3 cp --recursive{server} {Quoted($"{root}/{folder}/")} ."
            + (signer is null ? "" : $"\naws s3 cp{server} {Quoted($"{root}/{KeyOf(signer)}")} .");
    }

    // The key only has to be there: the script compares it with the fingerprint, which comes from elsewhere.
    private static string KeyOf(string signer) => $"{StoreLayout.Keys}{signer}.pem";

    private static bool HasDatabases(Manifest manifest) => manifest.Streams.Any(stream => stream.Database is not null && stream.Format is StreamFormat.PostgresArchive or StreamFormat.MariaDbSql);

    private static int Databases(Manifest manifest) => manifest.Streams.Count(stream => stream.Database is not null);

    private static CommandBlock Block(string title, string text) => new(text) { Title = title, Language = "sh" };

    // As POSIX shells read a word whatever is in it.
    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
