using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Restoring;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Sources;

public sealed class MariaDbSourceTests(MariaDbServer server) : IClassFixture<MariaDbServer>
{
    [Fact]
    public async Task A_restored_database_has_exactly_the_content_routines_and_triggers_of_the_backups_instant()
    {
        await ShopAsync("shop");

        var taken = await TakenBackup.TakeAsync(server.Source(server.Settings("shop")), "mariadb", whileRunning: async output =>
        {
            if (output.Database is not null)
            {
                await server.AskAsync("DELETE FROM shop.item WHERE id > 100");
            }
        });
        var (check, comparison) = await Restored.IntoAsync(server.Target("shop_again"), taken);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences) + comparison.NotComparable);
        Assert.Equal(3, comparison.Compared);
        Assert.Equal(300, taken.Table("shop", "`item`").Rows);
        Assert.Contains("MariaDB 1", check.Identity, StringComparison.Ordinal);
        Assert.Equal("300", (await server.AskAsync("SELECT COUNT(*) FROM shop_again.item"))[0][0]);
        Assert.Equal("7", (await server.AskAsync("SELECT shop_again.seven()"))[0][0]);
        Assert.Equal("1", (await server.AskAsync("SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = 'shop_again'"))[0][0]);
        Assert.Equal(["latin1", "latin1_general_ci"], (await server.AskAsync("SELECT default_character_set_name, default_collation_name FROM information_schema.schemata WHERE schema_name = 'shop_again'"))[0]);
        Assert.Equal("0", (await server.AskAsync("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'shop_again' AND table_name LIKE 'restore%'"))[0][0]);
        Assert.Contains(taken.Manifest.Streams, stream => stream.Name == "users.sql");
    }

    [Fact]
    public async Task A_changed_row_shows_though_there_are_as_many()
    {
        await ShopAsync("changed");
        var before = await TakenBackup.TakeAsync(server.Source(server.Settings("changed")), "mariadb");

        await server.AskAsync("UPDATE changed.item SET raw = NULL WHERE id = 7");
        var after = await TakenBackup.TakeAsync(server.Source(server.Settings("changed")), "mariadb");

        Assert.NotEqual(before.Table("changed", "`item`").Hash, after.Table("changed", "`item`").Hash);
        Assert.Equal(before.Table("changed", "`od``d`"), after.Table("changed", "`od``d`"));
    }

    [Fact]
    public async Task Rights_that_would_leave_gaps_without_an_error_are_refused_with_the_statement_that_cures_it()
    {
        await ShopAsync("guarded");
        await server.AskAsync("CREATE USER backup@localhost");
        await SetPasswordAsync("backup@localhost");
        await server.AskAsync("GRANT SELECT ON guarded.* TO backup@localhost");
        var settings = server.Settings("guarded") with { User = "backup" };

        var first = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(server.Source(settings, MariaDbServer.Password), "mariadb"));
        await server.AskAsync("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON guarded.* TO backup@localhost");
        var second = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(server.Source(settings, MariaDbServer.Password), "mariadb"));
        await server.AskAsync("GRANT SELECT ON mysql.proc TO backup@localhost");
        var poor = await TakenBackup.TakeAsync(server.Source(settings, MariaDbServer.Password), "mariadb");
        await server.AskAsync("GRANT RELOAD, PROCESS ON *.* TO backup@localhost");
        var rich = await TakenBackup.TakeAsync(server.Source(settings, MariaDbServer.Password), "mariadb");

        Assert.Contains("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `guarded`.* TO 'backup'@'localhost';", first.Message, StringComparison.Ordinal);
        Assert.Contains("GRANT SELECT ON mysql.proc", second.Message, StringComparison.Ordinal);
        Assert.Contains(poor.Check.Remarks, remark => remark.Contains("GRANT RELOAD, PROCESS", StringComparison.Ordinal));
        Assert.Equal(FingerprintDepth.None, poor.Database("guarded").Fingerprints);
        Assert.True(rich.Streams["guarded.sql"].AsSpan().IndexOf("seven"u8) > 0);
        Assert.Equal(300, rich.Table("guarded", "`item`").Rows);
    }

    [Fact]
    public async Task Tables_without_transactions_are_named_and_not_called_compared()
    {
        await server.AskAsync("CREATE DATABASE old", "CREATE TABLE old.log (a INT) ENGINE=MyISAM", "CREATE TABLE old.safe (a INT) ENGINE=InnoDB", "INSERT INTO old.log VALUES (1)");

        var taken = await TakenBackup.TakeAsync(server.Source(server.Settings("old")), "mariadb");
        var (_, comparison) = await Restored.IntoAsync(server.Target("old_again"), taken);

        Assert.Contains(taken.Check.Remarks, remark => remark.Contains("log", StringComparison.Ordinal) && remark.Contains("InnoDB", StringComparison.Ordinal));
        Assert.Equal(TableFingerprint.NotCounted, taken.Table("old", "`log`").Rows);
        Assert.Equal((1, true), (comparison.Compared, comparison.IsEqual));
    }

    [Fact]
    public async Task A_database_that_is_not_empty_is_refused_and_left_as_it_was()
    {
        await ShopAsync("full");
        var taken = await TakenBackup.TakeAsync(server.Source(server.Settings("full")), "mariadb");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(server.Target("full"), taken));

        Assert.Equal("target_not_empty", refusal.Code);
        Assert.Equal("300", (await server.AskAsync("SELECT COUNT(*) FROM full.item"))[0][0]);
    }

    [Fact]
    public async Task A_restore_that_fails_half_way_marks_the_database_and_can_be_done_again()
    {
        await ShopAsync("halved");
        var taken = await TakenBackup.TakeAsync(server.Source(server.Settings("halved")), "mariadb");
        var broken = taken with { Streams = new Dictionary<string, byte[]>(taken.Streams) { ["halved.sql"] = [.. taken.Streams["halved.sql"][..2000], .. "\nNO SQL AT ALL;\n"u8] } };

        var failure = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(server.Target("halved_again"), broken));
        var marked = (await server.AskAsync("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'halved_again' AND table_name = 'restore_unfinished_do_not_use'"))[0][0];
        var (_, comparison) = await Restored.IntoAsync(server.Target("halved_again"), taken);

        Assert.Contains("halved_again", failure.Message, StringComparison.Ordinal);
        Assert.Contains("unusable", failure.Message, StringComparison.Ordinal);
        Assert.Equal("1", marked);
        Assert.True(comparison.IsEqual);
    }

    private Task ShopAsync(string name) => server.AskAsync(
        $"CREATE DATABASE {name} CHARACTER SET latin1 COLLATE latin1_general_ci",
        $"CREATE TABLE {name}.item (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) CHARACTER SET utf8mb4, price DECIMAL(10,3), weight FLOAT, raw VARBINARY(200), at TIMESTAMP(3) NULL, bits BIT(10), doc JSON, twice DECIMAL(12,3) AS (price * 2) STORED)",
        $"CREATE TABLE {name}.`od``d` (`a b` TEXT)",
        $"CREATE TABLE {name}.nothing (a INT)",
        $"INSERT INTO {name}.item (name, price, weight, raw, at, bits, doc) SELECT CONCAT('ä🐘', seq), seq / 7, seq / 3, UNHEX(MD5(seq)), '2026-01-01' + INTERVAL seq HOUR, seq, CONCAT('[', seq, ']') FROM {name}.seq_1_to_300",
        $"INSERT INTO {name}.`od``d` VALUES ('x\\ty\\n\\\\'), (NULL), ('')",
        $"CREATE FUNCTION {name}.seven() RETURNS INT DETERMINISTIC RETURN 7",
        $"USE {name}", // a trigger that names its database cannot be restored under another name
        "CREATE TRIGGER touched BEFORE INSERT ON nothing FOR EACH ROW SET NEW.a = NEW.a + 1",
        $"CREATE VIEW {name}.cheap AS SELECT id FROM {name}.item WHERE price < 3");

    private Task SetPasswordAsync(string user) => server.AskAsync($"SET PASSWORD FOR {user} = PASSWORD('{MariaDbServer.Password.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}')");
}
