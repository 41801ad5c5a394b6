using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace DrConsole.Platform;

/// <summary>
/// Hands signals of changes to whoever watches on this node. A signal says that something changed, never what:
/// the watcher reads again. Bursts are merged into one signal, so a slow watcher can neither miss a change nor fall behind.
/// </summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<Topic, ConcurrentDictionary<Channel<bool>, byte>> _watchers = new();

    /// <summary>Signals once at the start (what changed between the first read and this call is read then), and after each change.</summary>
    public async IAsyncEnumerable<Topic> WatchAsync(Topic topic, [EnumeratorCancellation] CancellationToken ct)
    {
        var signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var watchers = _watchers.GetOrAdd(topic, static _ => new());
        watchers[signals] = 0;
        try
        {
            yield return topic;
            while (await signals.Reader.WaitToReadAsync(ct))
            {
                signals.Reader.TryRead(out _);
                yield return topic;
            }
        }
        finally
        {
            watchers.TryRemove(signals, out _);
        }
    }

    /// <summary>Wakes those who watch the topic.</summary>
    public void Publish(Topic topic)
    {
        if (_watchers.TryGetValue(topic, out var watchers))
        {
            foreach (var watcher in watchers.Keys)
            {
                watcher.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Wakes everybody: after a lost connection nobody knows what changed meanwhile.</summary>
    public void PublishAll()
    {
        foreach (var topic in _watchers.Keys)
        {
            Publish(topic);
        }
    }
}
