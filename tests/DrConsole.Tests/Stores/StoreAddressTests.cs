using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Stores.S3;

namespace DrConsole.Tests.Stores;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("s3://backups-a?region=eu-central-1")]
    [InlineData("s3://backups-a/drc/prod?region=eu-central-1")]
    [InlineData("s3://backups-a?endpoint=https%3A%2F%2Fs3.example.org%3A8443&region=default&path-style=true")]
    [InlineData("s3://backups-a?endpoint=https%3A%2F%2Fs3.example.org&region=default&path-style=false")]
    [InlineData("file:///mnt/backups")]
    [InlineData("file:///mnt/with%20space%20and%20%25?label=offsite-A")]
    [InlineData("file:///mnt/offsite?label=offsite-A&region=eu-central-1")]
    [InlineData("file:///mnt/nfs?region=eu-central-1")]
    public void An_address_has_one_text_form(string url)
    {
        Assert.Equal(url, StoreAddresses.Parse(url).Url);
        Assert.Equal(StoreAddresses.Parse(url), StoreAddresses.Parse(StoreAddresses.Parse(url).Url));
    }

    [Fact]
    public void A_plain_path_is_a_directory()
    {
        Assert.Equal(new FolderAddress("/mnt/backups"), StoreAddresses.Parse("/mnt/backups/"));
        Assert.Equal(new FolderAddress("/mnt/a?b"), StoreAddresses.Parse("/mnt/a?b"));
    }

    [Fact]
    public void An_endpoint_of_ones_own_takes_the_bucket_in_the_path() =>
        Assert.True(StoreAddresses.Parse("s3://backups-a?endpoint=http://127.0.0.1:8080&region=x") is S3Address { PathStyle: true, Endpoint.Port: 8080 });

    [Theory]
    [InlineData("")]
    [InlineData("backups")]
    [InlineData("ftp://host/path")]
    [InlineData("file://host/path")]
    [InlineData("s3://B")]
    [InlineData("s3://Big_Bucket")]
    [InlineData("s3://backups-a/../other")]
    [InlineData("s3://backups-a?region=eu central")]
    [InlineData("file:///mnt/a?region=eu central")]
    [InlineData("s3://backups-a?region=a&region=b")]
    [InlineData("s3://backups-a?path-style=yes")]
    [InlineData("s3://backups-a?regoin=a")]
    [InlineData("file:///mnt/x?lable=A")]
    [InlineData("file:///mnt/x?label=../A")]
    public void What_is_no_address_is_refused(string text) => Assert.Equal("invalid", Assert.Throws<RefusedException>(() => StoreAddresses.Parse(text)).Code.Split('_')[^1]);

    [Fact]
    public void A_secret_in_an_address_is_refused_and_not_repeated() =>
        Assert.DoesNotContain("hunter2", Assert.Throws<RefusedException>(() => StoreAddresses.Parse("s3://backups-a?secret=hunter2")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://169.254.170.2")]
    [InlineData("http://[fd00:ec2::254]")]
    [InlineData("http://[::ffff:169.254.169.254]")]
    [InlineData("http://[fe80::1]")]
    [InlineData("http://2852039166")] // 169.254.169.254 as one number
    [InlineData("http://100.100.100.200")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://host")]
    [InlineData("https://user:secret@host")]
    [InlineData("https://host/path")]
    [InlineData("https://host?x=y")]
    public void An_endpoint_that_hands_out_credentials_or_is_no_server_is_refused(string endpoint) =>
        Assert.Equal("store_endpoint_invalid", Assert.Throws<RefusedException>(() => StoreAddresses.Parse($"s3://backups-a?endpoint={Uri.EscapeDataString(endpoint)}")).Code);

    [Theory]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://s3.internal:8443")]
    [InlineData("https://[fd12::1]:443")]
    public void A_private_server_is_fine(string endpoint) => Assert.IsType<S3Address>(StoreAddresses.Parse($"s3://backups-a?endpoint={Uri.EscapeDataString(endpoint)}"));

    [Fact]
    public async Task A_forbidden_address_is_not_connected_to_either_whatever_name_leads_there()
    {
        var address = new S3Address("bucket", "", new Uri("http://169.254.169.254/"), "us-east-1", PathStyle: true);
        await using var store = new S3Store(address, new("id", new SecretText("secret")), TimeProvider.System, new() { Deadline = TimeSpan.Zero });

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.FindAsync("key", TestContext.Current.CancellationToken));

        Assert.Equal(StoreFault.Unreachable, fault.Fault);
        Assert.Contains("is at no address that may be asked", fault.ToString(), StringComparison.Ordinal);
    }
}
