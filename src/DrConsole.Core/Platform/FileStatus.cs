using System.Runtime.InteropServices;

namespace DrConsole.Platform;

/// <summary>What <c>statx(2)</c> answers; its layout is the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileStatus
{
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;
    private const int FolderKind = 0x4000;

    [FieldOffset(16)]
    private readonly uint _links;

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(32)]
    private readonly ulong _inode;

    [FieldOffset(40)]
    private readonly long _size;

    [FieldOffset(112)]
    private readonly long _changedSeconds;

    [FieldOffset(120)]
    private readonly uint _changedNanoseconds;

    [FieldOffset(136)]
    private readonly uint _deviceMajor;

    [FieldOffset(140)]
    private readonly uint _deviceMinor;

    public bool IsFile => (_mode & KindMask) == RegularKind;

    public bool IsFolder => (_mode & KindMask) == FolderKind;

    public long Bytes => _size;

    public uint Links => _links;

    public ulong Inode => _inode;

    public (uint Major, uint Minor) Device => (_deviceMajor, _deviceMinor);

    public DateTimeOffset ChangedAt => DateTimeOffset.FromUnixTimeSeconds(_changedSeconds).AddTicks(_changedNanoseconds / 100);
}
