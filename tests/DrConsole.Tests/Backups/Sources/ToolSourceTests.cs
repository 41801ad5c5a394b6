using System.Diagnostics;
using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Tools;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Sources;

/// <summary>Terraform and any command are the real programs. No MongoDB server and no Azure were met: their programs are stand-ins with the same arguments and exit codes.</summary>
public sealed class ToolSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public ToolSourceTests() => Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_output_of_an_allowed_command_is_a_backup_and_its_failure_is_none()
    {
        var good = Program("good", "printf '%s|' \"$@\"");
        var bad = Program("bad", "echo some; echo 'the disk is on fire' >&2; exit 3");
        var quiet = Program("quiet", "exit 0");

        var taken = await TakenBackup.TakeAsync(Command(new CommandSettings(good, ["a b", "$(id)", ""]), good), "command");
        var failed = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(Command(new CommandSettings(bad, []), bad), "command"));
        var forbidden = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(Command(new CommandSettings(good, []), bad), "command"));

        Assert.Equal("a b|$(id)||", Encoding.UTF8.GetString(taken.Streams["output"]));
        Assert.Contains("ended with code 3: the disk is on fire", failed.Message, StringComparison.Ordinal);
        Assert.Equal("command_not_allowed", forbidden.Code);
        Assert.Equal("command_relative", (await Assert.ThrowsAsync<RefusedException>(() => Command(new CommandSettings("tar", []), "tar").CheckAsync(TestContext.Current.CancellationToken))).Code);
        await using var session = await Command(new CommandSettings(quiet, []), quiet).OpenAsync(new(Guid.CreateVersion7(), PrivateFolder.Create()), TestContext.Current.CancellationToken);
        Assert.Equal(1, session.Streams[0].LeastBytes); // the engine refuses what is shorter
    }

    [Fact]
    public async Task Terraforms_state_is_whole_and_a_missing_one_is_a_failure()
    {
        Assert.SkipWhen(Programs.TryFind("terraform") is null, "terraform is not on this machine.");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "main.tf"), "terraform {\n  backend \"local\" {\n    path = \"it.tfstate\"\n  }\n}\noutput \"x\" {\n  value = \"y\"\n}\n", TestContext.Current.CancellationToken);
        await RunAsync("terraform", "init", "-no-color");
        var source = new SourceFactory().Create(new TerraformSettings(_folder.Path), SourceSecrets.None);

        var empty = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(source, "terraform"));
        await RunAsync("terraform", "apply", "-auto-approve", "-no-color");
        var taken = await TakenBackup.TakeAsync(source, "terraform");

        Assert.Contains("there is no state", empty.Message, StringComparison.Ordinal);
        Assert.Equal(1, taken.Manifest.Facts.Items);
        Assert.Matches("^[0-9a-f-]{36}$", taken.Manifest.Facts.ServerIdentity!);
        Assert.Equal(
            (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "it.tfstate"), TestContext.Current.CancellationToken)).TrimEnd(),
            Encoding.UTF8.GetString(taken.Streams["terraform.tfstate"]).TrimEnd()); // the program adds a line's end
    }

    [Fact]
    public async Task Mongodump_gets_its_password_in_a_file_and_an_archive_without_its_end_is_none()
    {
        var program = Program("mongodump", """
            if [ "$1" = --version ]; then echo 'mongodump version: 100.9.4'; exit 0; fi
            for argument in "$@"; do case $argument in --config=*) cat "${argument#--config=}" > "$(dirname "$0")/config"; stat -c %a "${argument#--config=}" >> "$(dirname "$0")/config";; esac; done
            printf '%s\n' "$@" > "$(dirname "$0")/arguments"
            printf '\x6d\xe2\x99\x81%40s' ''
            [ -e "$(dirname "$0")/cut" ] || printf '\xff\xff\xff\xff'
            """);
        var source = new MongoSource(new MongoSettings("db.example.com", 27017) { User = "backup" }, new("it's: \"secret\""), TimeProvider.System, program);

        var taken = await TakenBackup.TakeAsync(source, "mongodb");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "cut"), "", TestContext.Current.CancellationToken);
        var cut = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(source, "mongodb"));

        Assert.Equal(StreamFormat.MongoArchive, taken.Manifest.Streams[0].Format);
        Assert.Equal("password: 'it''s: \"secret\"'\n600\n", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "config"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("secret\"", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "arguments"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("cut off", cut.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_vault_is_saved_object_by_object_and_an_empty_one_is_a_failure()
    {
        var program = Program("az", """
            case "$*" in
            version*) echo '{"azure-cli": "2.60.0"}' ;;
            *list*) if [ -e "$(dirname "$0")/empty" ]; then echo '[]'; else case $2 in
                secret) echo '[{"name":"db-password"},{"name":"tls","managed":true}]' ;; key) echo '[]' ;; certificate) echo '[{"name":"tls"}]' ;; esac; fi ;;
            *backup*) while [ "$1" != --file ]; do shift; done; [ ! -e "$2" ] || exit 1; printf 'blob' > "$2" ;;
            *) exit 2 ;;
            esac
            """);
        var source = new KeyVaultSource(new KeyVaultSettings("vault"), TimeProvider.System, program);

        var taken = await TakenBackup.TakeAsync(source, "key-vault");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "empty"), "", TestContext.Current.CancellationToken);
        var empty = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(source, "key-vault"));

        Assert.Equal(["secret.db-password.blob", "certificate.tls.blob"], taken.Manifest.Streams.Select(stream => stream.Name));
        Assert.Equal("source_incomplete", empty.Code);
    }

    private static IBackupSource Command(CommandSettings settings, string allowed) =>
        new SourceFactory(options: new() { DataFolder = "/tmp", MasterKeyFile = "/tmp/none", NodeId = "test", AllowedCommands = [allowed] }).Create(settings, SourceSecrets.None);

    private string Program(string name, string script)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, "#!/bin/bash\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, string.Concat(await said));
    }
}
