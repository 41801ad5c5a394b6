using System.Text;

namespace DrConsole.Platform;

/// <summary>Reads a child's standard error to its end and keeps the last part: what a program says last is usually why it failed.</summary>
internal sealed class StandardErrorTail
{
    private const int Kept = 8 * 1024;
    private readonly IReadOnlyList<SecretText> _redacted;
    private readonly Task<string> _reading;

    private StandardErrorTail(Stream stream, IReadOnlyList<SecretText> redacted)
    {
        _redacted = redacted;
        _reading = ReadAsync(stream);
    }

    public static StandardErrorTail Follow(Stream stream, IReadOnlyList<SecretText> redacted) => new(stream, redacted);

    public Task<string> TextAsync() => _reading;

    private async Task<string> ReadAsync(Stream stream)
    {
        var tail = new StringBuilder();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, CancellationToken.None) is var read and > 0)
        {
            tail.Append(buffer, 0, read);
            if (tail.Length > 4 * Kept)
            {
                tail.Remove(0, tail.Length - (2 * Kept)); // twice what is shown: a secret that was cut must not show its second half
            }
        }

        var text = _redacted.Where(secret => secret.Reveal().Length > 0)
            .Aggregate(tail.ToString(), (said, secret) => said.Replace(secret.Reveal(), "***", StringComparison.Ordinal));
        return SafeText.Clean(text.Length > Kept ? text[^Kept..] : text).Trim();
    }
}
