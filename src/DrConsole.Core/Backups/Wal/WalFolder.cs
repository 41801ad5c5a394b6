using System.Buffers.Binary;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal;

/// <summary>The directory into which <c>pg_receivewal</c> writes.</summary>
internal sealed class WalFolder(string path)
{
    private const int PageBytes = 8192;

    public string Path => path;

    /// <summary>Its files, in the log's order; a history file before the segments of its timeline.</summary>
    public IReadOnlyList<WalName> Names(int segmentBytes)
    {
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return
        [
            .. Directory.GetFiles(path).Select(file => WalName.TryParse(System.IO.Path.GetFileName(file), segmentBytes)).OfType<WalName>()
                .OrderBy(name => name.Timeline).ThenBy(name => name.Segment).ThenBy(name => name.Kind),
        ];
    }

    public string File(WalName name, int segmentBytes) => System.IO.Path.Combine(path, name.File(segmentBytes));

    public void Delete(WalName name, int segmentBytes) => System.IO.File.Delete(File(name, segmentBytes));

    /// <summary>A closed segment to read, after making sure that it is what its name says and comes from that cluster.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public FileStream OpenSegment(WalName name, int segmentBytes, string systemIdentifier)
    {
        var stream = new FileStream(File(name, segmentBytes), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            EnsureIs(stream, name, segmentBytes, systemIdentifier);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A copy of the segment under way that is its content up to an offset and zeros behind it: recovery then ends exactly there, never in
    /// the middle of what was just arriving. Null when that much is not there yet.
    /// </summary>
    public Stream? OpenPartial(WalName name, int segmentBytes, int offset, string systemIdentifier)
    {
        if (offset == 0)
        {
            return new ZeroEndedStream(Stream.Null, 0, segmentBytes);
        }

        var partial = File(name with { Kind = WalKind.Partial }, segmentBytes);
        var file = System.IO.File.Exists(partial) ? partial : File(name with { Kind = WalKind.Segment }, segmentBytes); // just closed
        if (!System.IO.File.Exists(file))
        {
            return null;
        }

        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            EnsureIs(stream, name, segmentBytes, systemIdentifier);
            var page = offset - 1 - ((offset - 1) % PageBytes);
            if (PageAddress(stream, page) != name.Start(segmentBytes).Value + (ulong)page)
            {
                stream.Dispose();
                return null;
            }

            stream.Position = 0;
            return new ZeroEndedStream(stream, offset, segmentBytes);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    // The header of a segment's first page (access/xlog_internal.h, XLogLongPageHeaderData): magic 2, info 2, timeline 4, address 8, remaining 4,
    // padding 4, system identifier 8. Little-endian on every platform that .NET runs on and PostgreSQL serves from Debian.
    private static void EnsureIs(FileStream stream, WalName name, int segmentBytes, string systemIdentifier)
    {
        Span<byte> header = stackalloc byte[32];
        stream.Position = 0;
        stream.ReadExactly(header);
        var cluster = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (cluster != systemIdentifier)
        {
            throw new RefusedException("wal_foreign", $"{name.File(segmentBytes)} comes from the cluster {cluster}, not from {systemIdentifier}: it is not shipped. Empty the receiver's folder {System.IO.Path.GetDirectoryName(stream.Name)}.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(header[8..]) != name.Start(segmentBytes).Value || stream.Length != segmentBytes)
        {
            throw new RefusedException("wal_damaged", $"{name.File(segmentBytes)} is not the segment that its name says: it is not shipped. Look at the disk of {System.IO.Path.GetDirectoryName(stream.Name)}.");
        }

        stream.Position = 0;
    }

    private static ulong PageAddress(FileStream stream, int page)
    {
        Span<byte> header = stackalloc byte[16];
        stream.Position = page;
        return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length ? BinaryPrimitives.ReadUInt64LittleEndian(header[8..]) : 0;
    }
}
