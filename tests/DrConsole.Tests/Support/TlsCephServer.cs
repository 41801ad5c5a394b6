using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DrConsole.Stores;

namespace DrConsole.Tests.Support;

/// <summary>Ceph's RADOS Gateway behind TLS of its own, with a certificate for <c>localhost</c> from an authority that no machine knows.</summary>
public sealed class TlsCephServer() : S3TestServer("ceph.sh", "testkey", "testsecret"), IAsyncLifetime
{
    private readonly ScratchFolder _certificates = new();
    private readonly int _port = FreePort();

    /// <summary>The authority's certificate alone, in a directory alone.</summary>
    public string Authority => Path.Combine(_certificates.Path, "authority", "private-authority.pem");

    public override async Task<Uri> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        if (!File.Exists(Authority))
        {
            Issue();
        }

        return await base.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CEPH_OBJECTS"] = "memory", ["CEPH_TLS_PORT"] = $"{_port}", ["CEPH_TLS_CERTIFICATE"] = Path.Combine(_certificates.Path, "server.pem"),
        });
    }

    /// <summary>A new bucket, by https.</summary>
    /// <param name="host">As which it is called; the certificate is for <c>localhost</c>.</param>
    public async Task<S3Address> CreateTlsBucketAsync(string host = "localhost") => (await CreateBucketAsync()) with { Endpoint = new($"https://{host}:{_port}/") };

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _certificates.Dispose();
    }

    private void Issue()
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(2)); // by the machine's clock, as TLS goes by it
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=Private authority of a test", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var issuer = authority.CreateSelfSigned(from, until);
        using var key = RSA.Create(2048);
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        using var issued = server.Create(issuer, from, until.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        Directory.CreateDirectory(Path.GetDirectoryName(Authority)!);
        File.WriteAllText(Path.Combine(_certificates.Path, "server.pem"), $"{key.ExportPkcs8PrivateKeyPem()}\n{issued.ExportCertificatePem()}\n");
        File.WriteAllText(Authority, issuer.ExportCertificatePem() + "\n");
    }
}
