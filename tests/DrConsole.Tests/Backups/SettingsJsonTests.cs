using System.Text.Json;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Tests.Backups;

public sealed class SettingsJsonTests
{
    [Fact]
    public void Settings_of_every_kind_come_back_from_JSON_as_they_were()
    {
        SourceSettings[] every =
        [
            new PostgresSettings("db", 5432, "u", ["a"]), new PostgresPhysicalSettings("db", 5432, "u", "slot"), new MariaDbSettings("db", 3306, "u", []), new RedisSettings("db", 6379),
            new FilesSettings(["/srv"]), new KubernetesSettings(["secrets"]), new TerraformSettings("/infra"), new MongoSettings("db", 27017), new KeyVaultSettings("vault"), new CommandSettings("/bin/true", []),
        ];

        foreach (var settings in every)
        {
            var json = JsonSerializer.Serialize(settings, CanonicalJson.Options);
            var back = JsonSerializer.Deserialize<SourceSettings>(json, CanonicalJson.Options)!;

            Assert.Equal(settings.Kind, back.Kind);
            Assert.Equal(json, JsonSerializer.Serialize(back, CanonicalJson.Options));
        }
    }

    [Fact]
    public void Targets_of_every_kind_come_back_from_JSON_as_they_were()
    {
        RestoreTarget[] every = [new PostgresTarget("db", 5432, "u", "x"), new PostgresClusterTarget("/data", null), new MariaDbTarget("db", 3306, "u", "x"), new FolderTarget("/out")];

        foreach (var target in every)
        {
            Assert.Equal(target.Identity, JsonSerializer.Deserialize<RestoreTarget>(JsonSerializer.Serialize(target, CanonicalJson.Options), CanonicalJson.Options)!.Identity);
        }
    }
}
