using System.Diagnostics;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Backups;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

/// <summary>The command line as a process of its own talks https to a real gateway whose certificate comes from a private authority.</summary>
public sealed class TlsStoreTests(TlsCephServer ceph, EngineBench bench) : IClassFixture<TlsCephServer>, IClassFixture<EngineBench>, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly PrivateFolder _secrets = PrivateFolder.Create();
    private string? _credentials;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _secrets.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task With_the_authority_named_a_backup_is_written_and_read_back_over_TLS()
    {
        var bucket = await ceph.CreateTlsBucketAsync();

        var run = await BackUpAsync(bucket, ("SSL_CERT_FILE", ceph.Authority));
        Assert.True(run.Code == 0, run.Error);
        var verify = await RealCli.RunAsync(
            ["verify", "--from", bucket.Url, "--credentials", Credentials(), "--backup", "latest", "--identity", bench.Keys.Identity.Path, "--level", "read-back"],
            Config, ("SSL_CERT_FILE", "/nonexistent"), ("SSL_CERT_DIR", Path.GetDirectoryName(ceph.Authority)!));
        Assert.True(verify.Code == 0, verify.Error + verify.Output);
    }

    [Fact]
    public async Task An_authority_that_the_machine_does_not_know_is_said_at_once_with_its_cure_and_nothing_is_written()
    {
        var bucket = await ceph.CreateTlsBucketAsync();
        var watch = Stopwatch.StartNew();

        var run = await BackUpAsync(bucket);

        Assert.NotEqual(0, run.Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}"); // trying again does not make it trusted
        Assert.Contains("its certificate is not trusted", run.Error, StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE", run.Error, StringComparison.Ordinal);
        using var client = await ceph.ClientAsync();
        Assert.Empty((await client.ListObjectsV2Async(new() { BucketName = bucket.Bucket }, Ct)).S3Objects ?? []);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_said_as_such()
    {
        var run = await BackUpAsync(await ceph.CreateTlsBucketAsync("127.0.0.1"), ("SSL_CERT_FILE", ceph.Authority));

        Assert.NotEqual(0, run.Code);
        Assert.Contains("its certificate is for another name", run.Error, StringComparison.Ordinal);
    }

    private (string, string) Config => ("XDG_CONFIG_HOME", Path.Combine(_folder.Path, "config"));

    private string Credentials() => _credentials ??= _secrets.Write("s3", $"aws_access_key_id = {ceph.AccessKey}\naws_secret_access_key = {ceph.SecretKey}\n");

    private async Task<(int Id, int Code, string Output, string Error)> BackUpAsync(S3Address bucket, params (string, string)[] environment)
    {
        var source = Directory.CreateDirectory(Path.Combine(_folder.Path, "source")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(source, "orders.bin"), EngineBench.Content(2_000_000), Ct);
        return await RealCli.RunAsync(
            ["run", "--source", $"files://{source}", "--name", "files", "--to", bucket.Url, "--credentials", Credentials(), "--recipient", bench.Keys.Recipient, "--level", "1"], [Config, .. environment]);
    }
}
