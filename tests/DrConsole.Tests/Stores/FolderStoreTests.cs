using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

public sealed class FolderStoreTests : StoreContract
{
    private readonly string _outside = Directory.CreateTempSubdirectory("drconsole-store-").FullName;
    private readonly RemovableMedium _media = new(TimeProvider.System);

    private string Root => Path.Combine(_outside, "root");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_outside, recursive: true);
    }

    [Fact]
    public async Task A_link_in_the_store_leads_nowhere()
    {
        var secret = Path.Combine(_outside, "secret");
        await File.WriteAllTextAsync(secret, "not yours", Ct);
        Directory.CreateSymbolicLink(Path.Combine(Root, "out"), _outside);
        File.CreateSymbolicLink(Path.Combine(Root, "file"), secret);

        Assert.Null(await Store.FindAsync("out/secret", Ct));
        Assert.Equal(StoreFault.ObjectMissing, (await Assert.ThrowsAsync<StoreException>(() => Store.ReadAsync("out/secret", null, Ct))).Fault);
        Assert.Equal(StoreFault.ObjectMissing, (await Assert.ThrowsAsync<StoreException>(() => Store.ReadAsync("file", null, Ct))).Fault);
        Assert.Equal(StoreFault.Denied, (await Assert.ThrowsAsync<StoreException>(() => Store.CreateAsync("out/new", new byte[1], WriteOptions.Plain, Ct))).Fault);
        Assert.False(await Store.CreateAsync("file", new byte[1], WriteOptions.Plain, Ct));
        await Store.DeleteAsync("out/secret", Ct);
        Assert.Empty(await Store.KeysAsync("", Ct));
        Assert.Equal("not yours", await File.ReadAllTextAsync(secret, Ct));
    }

    [Fact]
    public async Task A_named_pipe_in_the_store_blocks_nobody()
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(Root, "pipe")]);
        await made.WaitForExitAsync(Ct);

        Assert.Null(await Store.FindAsync("pipe", Ct));
        Assert.Equal(StoreFault.ObjectMissing, (await Assert.ThrowsAsync<StoreException>(() => Store.ReadAsync("pipe", null, Ct))).Fault);
        Assert.Empty(await Store.KeysAsync("", Ct));
    }

    [Fact]
    public async Task A_file_that_is_cut_while_it_is_read_is_damaged_not_short()
    {
        await Store.CreateAsync(Key, new byte[100_000], WriteOptions.Plain, Ct);
        await using var stream = await Store.ReadAsync(Key, null, Ct);
        await stream.ReadExactlyAsync(new byte[1000], Ct);

        await using (var file = File.OpenWrite(Path.Combine(Root, Key)))
        {
            file.SetLength(50_000);
        }

        var fault = await Assert.ThrowsAsync<StoreException>(() => stream.CopyToAsync(Stream.Null, Ct));
        Assert.Equal(StoreFault.Damaged, fault.Fault);
        Assert.Contains("50000 of 100000", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backups_are_for_their_owner_only()
    {
        await Store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Root, Key)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(Root, "drc")));
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_said_and_not_made()
    {
        Directory.Delete(Root);

        foreach (var write in (Func<Task>[])[() => Store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct), () => Store.BeginUploadAsync(Key, WriteOptions.Plain, Ct)])
        {
            var fault = await Assert.ThrowsAsync<StoreException>(write);
            Assert.Equal((StoreFault.Missing, true), (fault.Fault, fault.Message.Contains(Root, StringComparison.Ordinal)));
        }

        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task A_medium_is_used_only_under_its_own_label()
    {
        Assert.True(await _media.LabelAsync(Root, "offsite-A", Ct));
        Assert.False(await _media.LabelAsync(Root, "offsite-A", Ct));
        await using var right = new StoreOpener(TimeProvider.System).Open(new FolderAddress(Root, "offsite-A"));
        await using var wrong = new StoreOpener(TimeProvider.System).Open(new FolderAddress(Root, "offsite-B"));

        Assert.True(await right.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct));
        Assert.Equal([Key], await right.KeysAsync("", Ct));
        Assert.Equal("offsite-A", await RemovableMedium.ReadLabelAsync(Root, Ct));
        var fault = await Assert.ThrowsAsync<StoreException>(() => wrong.CreateAsync("other", new byte[1], WriteOptions.Plain, Ct));
        Assert.Equal(StoreFault.Missing, fault.Fault);
        Assert.Contains("'offsite-A', 'offsite-B' is expected", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_mount_point_is_not_taken_for_the_medium()
    {
        await using var store = new StoreOpener(TimeProvider.System).Open(new FolderAddress(Root, "offsite-A"));

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct));

        Assert.Equal(StoreFault.Missing, fault.Fault);
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public async Task A_medium_with_something_on_it_is_not_labelled()
    {
        await File.WriteAllTextAsync(Path.Combine(Root, "thesis.txt"), "mine", Ct);

        Assert.Equal("medium_not_empty", (await Assert.ThrowsAsync<RefusedException>(() => _media.LabelAsync(Root, "offsite-A", Ct))).Code);
        Assert.Null(await RemovableMedium.ReadLabelAsync(Root, Ct));
    }

    [Fact]
    public async Task A_label_is_not_changed()
    {
        await _media.LabelAsync(Root, "offsite-A", Ct);

        Assert.Equal("medium_labelled", (await Assert.ThrowsAsync<RefusedException>(() => _media.LabelAsync(Root, "offsite-B", Ct))).Code);
    }

    [Fact]
    public async Task What_a_directory_cannot_do_is_refused_and_not_ignored()
    {
        var locked = new WriteOptions(DateTimeOffset.MaxValue);

        Assert.Equal(StoreFault.Unsupported, (await Assert.ThrowsAsync<StoreException>(() => Store.CreateAsync(Key, new byte[1], locked, Ct))).Fault);
        Assert.Equal(StoreFault.Unsupported, (await Assert.ThrowsAsync<StoreException>(() => Store.BeginUploadAsync(Key, locked, Ct))).Fault);
        Assert.Equal(StoreFault.Unsupported, (await Assert.ThrowsAsync<StoreException>(() => Store.SetHoldAsync(Key, true, Ct))).Fault);
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public async Task Folders_vanish_with_their_last_object()
    {
        await Store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct);

        await Store.DeleteAsync(Key, Ct);

        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    private protected override Task<IBackupStore> OpenAsync()
    {
        Directory.CreateDirectory(Root);
        return Task.FromResult(new StoreOpener(TimeProvider.System).Open(new FolderAddress(Root)));
    }
}
