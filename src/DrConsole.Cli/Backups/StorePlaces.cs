using System.CommandLine;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Cli.Backups;

/// <summary>Options that name stores, and the credentials for them.</summary>
internal static class StorePlaces
{
    private static readonly string[] Variables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    public static Option<string> From() => new("--from")
    {
        Required = true, Description = "The store: s3://BUCKET/PREFIX?endpoint=URL&region=REGION, or file:///DIRECTORY.",
    };

    public static Option<string?> Credentials() => new("--credentials")
    {
        Description = "A file of mode 0600 with aws_access_key_id = … and aws_secret_access_key = … ; else AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are taken.",
    };

    /// <summary>Opens a store by its address.</summary>
    public static IBackupStore Open(string address, string? credentialsFile)
    {
        var parsed = StoreAddresses.Parse(address);
        return new StoreOpener(TimeProvider.System).Open(parsed, parsed is S3Address ? Read(credentialsFile) : null);
    }

    private static StoreCredentials? Read(string? file)
    {
        var values = file is null ? FromEnvironment() : Parse(SecretFile.Read(file).Reveal());
        return values.TryGetValue("aws_access_key_id", out var id) && values.TryGetValue("aws_secret_access_key", out var secret)
            ? new(id, new(secret)) { SessionToken = values.TryGetValue("aws_session_token", out var token) ? new SecretText(token) : null }
            : null;
    }

    private static Dictionary<string, string> FromEnvironment() => Variables
        .Where(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 })
        .ToDictionary(name => name, name => Environment.GetEnvironmentVariable(name)!, StringComparer.OrdinalIgnoreCase);

    // As the AWS tools write it, or as a shell does; section names are passed over.
    private static Dictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2))
        {
            values[pair[0]] = pair[1];
        }

        return values;
    }
}
