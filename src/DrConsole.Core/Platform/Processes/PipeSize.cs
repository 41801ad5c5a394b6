using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace DrConsole.Platform;

/// <summary>
/// Makes the pipe behind a stream as large as an unprivileged process may (1 MiB, <c>/proc/sys/fs/pipe-max-size</c>):
/// two programs that hand each other gigabytes change places sixteen times less often.
/// </summary>
internal static partial class PipeSize
{
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ, <linux/fcntl.h>
    private const int Wanted = 1024 * 1024;

    /// <summary>Does nothing where there is no pipe, or where the system refuses: the pipe works at any size.</summary>
    public static void Enlarge(Stream stream)
    {
        SafeHandle? handle = stream switch
        {
            PipeStream pipe => pipe.SafePipeHandle,
            FileStream file => file.SafeFileHandle,
            _ => null,
        };
        if (handle is { IsInvalid: false, IsClosed: false })
        {
            _ = Fcntl(handle, SetPipeSize, Wanted);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(SafeHandle descriptor, int command, int argument);
}
