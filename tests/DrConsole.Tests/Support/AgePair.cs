using DrConsole.Backups.Keys;
using DrConsole.Platform;

namespace DrConsole.Tests.Support;

/// <summary>A pair of keys that the real age-keygen made.</summary>
public sealed class AgePair : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    private AgePair(string identity, string recipient)
    {
        Recipient = recipient;
        Secret = new(identity);
        Identity = new(_folder.Write("identity", identity + "\n"));
    }

    public string Recipient { get; }

    public SecretText Secret { get; }

    public IdentityFile Identity { get; }

    public static async Task<AgePair> MakeAsync()
    {
        var made = await ChildProcess.ReadAsync(new("age-keygen", []), TestContext.Current.CancellationToken);
        var lines = made.Split('\n');
        return new(
            lines.Single(line => line.StartsWith("AGE-SECRET-KEY-1", StringComparison.Ordinal)),
            lines.Single(line => line.StartsWith("# public key: ", StringComparison.Ordinal))["# public key: ".Length..]);
    }

    public void Dispose() => _folder.Dispose();
}
