namespace DrConsole.Backups.Sources.Tools;

/// <summary>Counts the items of a Kubernetes list in YAML as it passes: kubectl begins each with a dash in the first column.</summary>
internal sealed class YamlItems
{
    private const int Kept = 8;
    private readonly byte[] _line = new byte[Kept];
    private int _length;

    public long Items { get; private set; }

    /// <summary>The list's own kind came, which kubectl writes after the last item.</summary>
    public bool HasKind { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var letter in bytes)
        {
            if (letter == (byte)'\n')
            {
                End();
            }
            else if (_length++ < Kept)
            {
                _line[_length - 1] = letter;
            }
        }
    }

    private void End()
    {
        var line = _line.AsSpan(0, Math.Min(_length, Kept));
        Items += line.StartsWith("- "u8) ? 1 : 0;
        HasKind |= line.StartsWith("kind: "u8);
        _length = 0;
    }
}
