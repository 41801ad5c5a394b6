namespace DrConsole.Backups.Wal;

/// <summary>What the server said, look after look, of how far its log is; and how much of that the receiver has on its disk.</summary>
internal sealed class WalMarks
{
    private const int Most = 4096;
    private readonly List<WalMark> _marks = [];

    /// <summary>The newest mark whose log is on this machine's disk, as the receiver told the server; null before the first.</summary>
    public WalMark? Confirmed { get; private set; }

    /// <summary>Takes a look.</summary>
    /// <param name="received">Everything before this position is on the receiver's disk; null when nobody receives.</param>
    public void Add(WalMark mark, Lsn? received)
    {
        if (_marks is [.., var last] && last.Timeline == mark.Timeline && last.End == mark.End)
        {
            _marks[^1] = mark; // nothing was written since
        }
        else
        {
            _marks.Add(mark);
        }

        if (_marks.Count > Most)
        {
            _marks.RemoveRange(0, Most / 2); // segments older than these looks were sealed long ago
        }

        if (received is { } position && _marks.FindLast(candidate => candidate.Timeline == mark.Timeline && candidate.End <= position) is { } covered)
        {
            Confirmed = covered;
        }
    }

    /// <summary>The newest mark of that timeline at or before a position.</summary>
    public WalMark? UpTo(int timeline, Lsn position) => _marks.FindLast(mark => mark.Timeline == timeline && mark.End <= position);
}
