using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Redis;

/// <summary>
/// A way to a Redis server through <c>redis-cli</c>. The password goes in by standard input (<c>--askpass</c>), because the program knows else only its
/// argument list and its environment, which others can read.
/// </summary>
internal sealed partial record RedisLink(string Host, int Port, string? User, SecretText? Password)
{
    public string Endpoint => Host.StartsWith('/') ? Host : $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A command, and what it must be given on standard input first.</summary>
    public (ChildCommand Command, string Input) Command(IReadOnlyList<string> arguments, Guid? serves)
    {
        var way = Host.StartsWith('/') ? ["-s", Host] : new[] { "-h", Host, "-p", Port.ToString(CultureInfo.InvariantCulture) };
        string[] login = Password is null ? [] : ["--askpass", .. User is null ? Array.Empty<string>() : ["--user", User]];
        return (new("redis-cli", [.. way, .. login, .. arguments]) { HasInput = true, Serves = serves, Redacted = Password is { } password ? [password] : [] }, Line());
    }

    /// <summary>Runs commands one after the other, and returns all that was answered.</summary>
    public async Task<string> AskAsync(IReadOnlyList<string> commands, CancellationToken ct)
    {
        var (command, login) = Command(["-e"], null);
        await using var child = ChildProcess.Start(command);
        await TellAsync(child, login + string.Concat(commands.Select(line => line + "\n")), ct);
        using var reader = new StreamReader(child.Output);
        var answer = await reader.ReadToEndAsync(ct);
        var exit = await child.WaitAsync(ct);
        return exit.IsClean && exit.Said.Length == 0
            ? answer
            : throw new RefusedException("redis_unreachable", $"Redis at {Endpoint}: {(exit.Said.Length > 0 ? exit.Said : answer.Trim())} Is it running, is the password right, and may this user run INFO, TIME and SYNC?");
    }

    /// <summary>Writes to a program and closes its input.</summary>
    public static async Task TellAsync(ChildProcess child, string text, CancellationToken ct)
    {
        try
        {
            await child.Input.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
            await child.Input.DisposeAsync();
        }
        catch (IOException)
        {
            // It ended before it read: its exit code says why.
        }
    }

    /// <summary>Keys of all databases, in the answer to INFO keyspace.</summary>
    public static long KeysIn(string info) => KeyCounts().Matches(info).Sum(found => long.Parse(found.Groups["keys"].ValueSpan, CultureInfo.InvariantCulture));

    /// <summary>A value of INFO.</summary>
    public static string? ValueIn(string info, string name) =>
        info.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();

    private string Line()
    {
        var text = Password?.Reveal();
        return text is null ? "" : text.AsSpan().IndexOfAny('\n', '\r', '\0') < 0
            ? text + "\n"
            : throw new RefusedException("password_multiline", "A password with a line break cannot be handed to redis-cli: set another one.");
    }

    [GeneratedRegex(@"^db[0-9]+:keys=(?<keys>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex KeyCounts();
}
