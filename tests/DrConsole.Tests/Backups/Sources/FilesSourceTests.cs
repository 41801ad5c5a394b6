using System.Diagnostics;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Restoring;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Sources;

public sealed class FilesSourceTests : IDisposable
{
    private readonly ScratchFolder _source = new();
    private readonly ScratchFolder _target = new();
    private readonly ScratchFolder _state = new();

    private string RestoredAt => _target.Path + _source.Path;

    public FilesSourceTests()
    {
        Directory.CreateDirectory(Path.Combine(_source.Path, "empty"));
        File.WriteAllText(Path.Combine(_source.Path, "a"), "first");
        Shell("printf content > $'latin\\xe4\\nline'; ln -s /nowhere/else link; ln a hard; mkdir -p deep/$(printf 'd%.0s' $(seq 200)); head -c 700000 /dev/urandom > deep/$(printf 'd%.0s' $(seq 200))/big; chmod 741 a; touch -d 2001-02-03 a; printf x > ./--rf");
    }

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Files_come_back_with_their_names_modes_times_links_and_bytes()
    {
        var taken = await TakeAsync();
        var (_, comparison) = await Restored.IntoAsync(new FolderTarget(_target.Path), taken);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences) + comparison.NotComparable);
        Assert.Equal(taken.Manifest.Facts.Items, comparison.Compared);
        Assert.Equal("", Shell($"diff -r --no-dereference . {RestoredAt}"));
        Assert.Equal(Shell("stat -c '%a %Y %F' -- *"), Shell($"cd {RestoredAt}; stat -c '%a %Y %F' -- *"));
        Assert.False(File.Exists(Path.Combine(_target.Path, "RESTORE-UNFINISHED-DO-NOT-USE.txt")));
    }

    [Fact]
    public async Task A_file_that_changed_after_the_backup_is_not_called_equal()
    {
        var taken = await TakeAsync();
        File.WriteAllText(Path.Combine(_source.Path, "a"), "First");
        var changed = await TakeAsync();

        var (_, comparison) = await Restored.IntoAsync(new FolderTarget(_target.Path), changed with { Manifest = changed.Manifest with { Facts = taken.Manifest.Facts } });

        Assert.Single(comparison.Differences);
        Assert.True(File.Exists(Path.Combine(_target.Path, "RESTORE-UNFINISHED-DO-NOT-USE.txt")));
    }

    [Fact]
    public async Task Changed_only_backups_restore_to_the_last_state_and_every_nth_is_full()
    {
        var settings = new FilesSettings([_source.Path]) { FullEvery = 3 };
        var full = await TakeAsync(settings);
        Shell("printf second > b; rm hard");
        var second = await TakeAsync(settings, full);
        Shell("printf third > c");
        var third = await TakeAsync(settings, second);
        var fourth = await TakeAsync(settings, third);

        await Restored.IntoAsync(new FolderTarget(_target.Path), third, null, full, second);

        Assert.Empty(full.Manifest.Facts.DependsOn);
        Assert.Equal([full.Manifest.BackupId, second.Manifest.BackupId], third.Manifest.Facts.DependsOn);
        Assert.Empty(fourth.Manifest.Facts.DependsOn);
        Assert.True(third.Streams["files.tar"].Length < full.Streams["files.tar"].Length / 5);
        Assert.Equal("", Shell($"diff -r --no-dereference . {RestoredAt}"));
    }

    [Fact]
    public async Task A_run_that_failed_after_it_read_the_files_hides_no_change_from_the_next()
    {
        var settings = new FilesSettings([_source.Path]) { FullEvery = 9 };
        var full = await TakeAsync(settings);
        Shell("printf second > b");
        _ = await TakeAsync(settings, full); // its manifest was never written
        var next = await TakeAsync(settings, full);

        await Restored.IntoAsync(new FolderTarget(_target.Path), next, null, full);

        Assert.Equal("second", File.ReadAllText(Path.Combine(RestoredAt, "b")));
    }

    [Fact]
    public async Task A_path_that_is_missing_or_a_target_that_is_not_empty_is_refused()
    {
        var missing = await Assert.ThrowsAsync<RefusedException>(() => TakeAsync(new FilesSettings([_source.Path, "/no/such/place"])));
        Directory.CreateDirectory(_target.Path);
        File.WriteAllText(Path.Combine(_target.Path, "mine"), "");
        var taken = await TakeAsync();
        var full = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(new FolderTarget(_target.Path), taken));

        Assert.Contains("/no/such/place", missing.Message, StringComparison.Ordinal);
        Assert.Equal("target_not_empty", full.Code);
        Assert.Single(Directory.GetFileSystemEntries(_target.Path));
    }

    [Fact]
    public async Task An_archive_made_by_somebody_else_cannot_leave_the_directory_or_make_devices()
    {
        Shell("mkdir evil; cd evil; ln -s /tmp out; tar -cPf ../evil.tar out; rm out; mkdir out; printf bad > out/drconsole-escape; tar -rPf ../evil.tar out/drconsole-escape --transform 's,^,,'; tar -rPf ../evil.tar --transform 's,out/,../../,' out/drconsole-escape");
        var taken = await TakeAsync();
        var evil = taken with { Streams = new Dictionary<string, byte[]> { ["files.tar"] = File.ReadAllBytes(Path.Combine(_source.Path, "evil.tar")) } };

        await Attempt.Async(() => Restored.IntoAsync(new FolderTarget(_target.Path), evil));

        Assert.False(File.Exists("/tmp/drconsole-escape"));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(_target.Path)!)!, "drconsole-escape")));
    }

    private Task<TakenBackup> TakeAsync(FilesSettings? settings = null, TakenBackup? previous = null) =>
        TakenBackup.TakeAsync(new SourceFactory().Create(settings ?? new FilesSettings([_source.Path]), SourceSecrets.None), "files", previous?.Manifest, _state.Path);

    private string Shell(string script)
    {
        var start = new ProcessStartInfo("/bin/bash") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _source.Path };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using var shell = Process.Start(start)!;
        var said = shell.StandardOutput.ReadToEnd() + shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        return said;
    }
}
