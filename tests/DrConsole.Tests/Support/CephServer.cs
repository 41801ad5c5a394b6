using System.Diagnostics;
using DrConsole.Tests.Support;

[assembly: AssemblyFixture(typeof(CephServer))]
[assembly: AssemblyFixture(typeof(SwiftServer))]

namespace DrConsole.Tests.Support;

/// <summary>Ceph's RADOS Gateway: conditional puts, versions, object lock, legal holds.</summary>
public sealed class CephServer() : S3TestServer("ceph.sh", "testkey", "testsecret")
{
    /// <summary>Objects in memory: the tests come and go.</summary>
    public override Task<Uri> StartAsync(IReadOnlyDictionary<string, string>? environment = null) =>
        base.StartAsync(new Dictionary<string, string>(environment ?? new Dictionary<string, string>(), StringComparer.Ordinal) { ["CEPH_OBJECTS"] = "memory" });

    /// <summary>Does what an administrator of the server does.</summary>
    public async Task AdministerAsync(params string[] arguments)
    {
        await StartAsync();
        var start = new ProcessStartInfo("radosgw-admin", ["-c", Path.Combine(Folder, "ceph.conf"), "-n", "client.rgw", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var admin = Process.Start(start)!;
        await admin.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await admin.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, admin.ExitCode);
    }
}
