namespace DrConsole.Tests.Support;

/// <summary>What a <see cref="FaultProxy"/> does to a connection.</summary>
public sealed record ProxyFault
{
    /// <summary>Nothing.</summary>
    public static readonly ProxyFault None = new();

    /// <summary>Takes the connection and what is sent, and never answers.</summary>
    public bool IsBlackHole { get; init; }

    /// <summary>Resets the connection (RST) after so many bytes from the client.</summary>
    public long? ResetAfterSent { get; init; }

    /// <summary>Ends the connection (FIN) after so many bytes from the server.</summary>
    public long? CutAfterReceived { get; init; }

    /// <summary>Flips a bit of this byte of what the client sends.</summary>
    public long? FlipSent { get; init; }

    /// <summary>Flips a bit of every byte at a multiple of this of what the client sends.</summary>
    public long? FlipEverySent { get; init; }

    /// <summary>Flips a bit of this byte of what the server sends.</summary>
    public long? FlipReceived { get; init; }

    /// <summary>Bytes per second in each direction.</summary>
    public int? Rate { get; init; }

    /// <summary>Waits before the first byte goes on to the server.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Given the head of an HTTP request: the answer that it gets instead of the server's, or null to let it pass. Each request then has a connection of its own.</summary>
    public Func<string, string?>? Answer { get; init; }

    /// <summary>Given the head of an HTTP request: true to let the server carry it out and to end the connection instead of passing its answer on. Each request then has a connection of its own.</summary>
    public Func<string, bool>? LosesAnswer { get; init; }

    /// <summary>The answer of an S3 server that has too much to do.</summary>
    public static string SlowDown { get; } = Refusal("503 Slow Down", "SlowDown");

    /// <summary>An S3 server's refusal.</summary>
    public static string Refusal(string status, string code)
    {
        var body = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code></Error>";
        return $"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
    }
}
