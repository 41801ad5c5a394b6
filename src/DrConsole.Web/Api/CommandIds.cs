using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace DrConsole.Web.Api;

/// <summary>Command ids from the <c>Idempotency-Key</c> header: the same key of the same token is the same command.</summary>
internal static class CommandIds
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 255;

    /// <summary>The command's id. Without the header each request is a command of its own.</summary>
    public static Guid CommandId(this HttpContext context, TimeProvider clock)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0)
        {
            return Guid.CreateVersion7(clock.GetUtcNow());
        }

        if (key.Length > LongestKey)
        {
            throw new BadHttpRequestException($"The header {Header} is longer than {LongestKey} characters.");
        }

        // The path belongs to it: one key for two different requests must not answer one with the other's result.
        var scope = $"{context.User.FindFirstValue(ClaimTypes.NameIdentifier)}\n{context.Request.Method} {context.Request.Path}\n{key}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(scope)).AsSpan(0, 16));
    }
}
