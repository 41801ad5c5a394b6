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

    [Fact]
    public async Task A_trigger_whose_head_names_its_database_works_in_a_database_of_another_name()
    {
        await server.AskAsync(
            "CREATE DATABASE headed", "CREATE TABLE headed.item (a INT)", "CREATE TABLE headed.`x.y` (a INT)",
            "CREATE TRIGGER headed.first\nBEFORE INSERT\n ON `headed` . item FOR EACH ROW SET NEW.a = NEW.a + 1",
            "CREATE TRIGGER /* headed.no */ `headed`.`on` BEFORE INSERT ON headed.`x.y` FOR EACH ROW SET @said = 'headed.item', NEW.a = 5");
        var taken = await TakenBackup.TakeAsync(server.Source(server.Settings("headed")), "mariadb");

        var (_, comparison) = await Restored.IntoAsync(server.Target("headed_again"), taken);
        await server.AskAsync("INSERT INTO headed_again.item VALUES (41)", "INSERT INTO headed_again.`x.y` VALUES (1)");

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.Equal("42", (await server.AskAsync("SELECT a FROM headed_again.item"))[0][0]);
        Assert.Equal("5", (await server.AskAsync("SELECT a FROM headed_again.`x.y`"))[0][0]);
        Assert.Equal("0", (await server.AskAsync("SELECT COUNT(*) FROM headed.item"))[0][0]);
    }

    [Theory]
    [InlineData("CREATE TRIGGER it BEFORE INSERT ON item FOR EACH ROW INSERT INTO {0}.log VALUES (NEW.a)", "trigger it")]
    [InlineData("CREATE FUNCTION it() RETURNS INT READS SQL DATA RETURN (SELECT MAX(a) FROM `{0}`.item)", "function it")]
    [InlineData("CREATE PROCEDURE it() DELETE FROM {0} . log", "procedure it")]
    [InlineData("CREATE EVENT it ON SCHEDULE EVERY 1 DAY DO DELETE FROM {0}.log", "event it")]
    [InlineData("CREATE VIEW it AS SELECT {0}.seven() AS n", "view it")]
    public async Task What_names_its_own_database_stops_a_restore_under_another_name_before_it_starts_and_none_under_its_own(string made, string named)
    {
        var name = $"own_{named.Split(' ')[0]}";
        await server.AskAsync(
            $"CREATE DATABASE {name}", $"USE {name}", "CREATE TABLE item (a INT)", "CREATE TABLE log (a INT)", "CREATE FUNCTION seven() RETURNS INT DETERMINISTIC RETURN 7", "CREATE VIEW fine AS SELECT a FROM item",
            made.Replace("{0}", name, StringComparison.Ordinal));
        var taken = await TakenBackup.TakeAsync(server.Source(server.Settings(name)), "mariadb");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(server.Target($"{name}_again"), taken));

        Assert.Equal([named], taken.Database(name).NamingItself);
        Assert.Equal("database_names_itself", refusal.Code);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0", (await server.AskAsync($"SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '{name}_again'"))[0][0]);

        await server.AskAsync($"DROP DATABASE {name}");
        Assert.True((await Restored.IntoAsync(server.Target(null), taken)).Comparison.IsEqual);
    }

    [Fact]
    public async Task Accounts_are_restored_only_when_asked_for_and_those_that_are_there_stay_as_they_are()
    {
        await server.AskAsync(
            "CREATE DATABASE staffed", "CREATE TABLE staffed.item (a INT)", "CREATE USER gone@localhost IDENTIFIED BY 'old secret'", "CREATE USER here@localhost IDENTIFIED BY 'old secret'", "CREATE ROLE readers",
            "GRANT SELECT ON staffed.item TO readers", "GRANT readers TO gone@localhost", "GRANT INSERT ON staffed.* TO gone@localhost", "GRANT INSERT ON staffed.* TO here@localhost");
        var taken = await TakenBackup.TakeAsync(server.Source(server.Settings("staffed")), "mariadb");
        await server.AskAsync("DROP USER gone@localhost", "DROP ROLE readers", "SET PASSWORD FOR here@localhost = PASSWORD('new secret')", "REVOKE INSERT ON staffed.* FROM here@localhost", "DROP DATABASE staffed");
        var hash = (await server.AskAsync("SELECT PASSWORD('new secret'), PASSWORD('old secret')"))[0];

        var (without, _) = await Restored.IntoAsync(server.Target(null), taken);
        Assert.Contains(without.Remarks, remark => remark.Contains("users.sql", StringComparison.Ordinal) && remark.Contains("--globals", StringComparison.Ordinal));
        Assert.Equal("0", (await server.AskAsync("SELECT COUNT(*) FROM mysql.user WHERE user = 'gone'"))[0][0]);

        await server.AskAsync("DROP DATABASE staffed");
        var (_, comparison) = await Restored.IntoAsync(server.Target(null) with { Accounts = true }, taken);

        Assert.True(comparison.IsEqual);
        Assert.Equal([["gone", hash[1]], ["here", hash[0]]], await server.AskAsync("SELECT user, authentication_string FROM mysql.user WHERE user IN ('gone', 'here') ORDER BY user"));
        Assert.Contains(await server.AskAsync("SHOW GRANTS FOR gone@localhost"), row => row[0].Contains("INSERT ON `staffed`.*", StringComparison.Ordinal));
        Assert.Contains(await server.AskAsync("SHOW GRANTS FOR readers"), row => row[0].Contains("SELECT ON `staffed`.`item`", StringComparison.Ordinal));
        Assert.DoesNotContain(await server.AskAsync("SHOW GRANTS FOR here@localhost"), row => row[0].Contains("staffed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accounts_are_refused_where_their_grants_would_name_another_database()
    {
        await server.AskAsync("CREATE DATABASE moved", "CREATE TABLE moved.item (a INT)");
        var taken = await TakenBackup.TakeAsync(server.Source(server.Settings("moved")), "mariadb");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(server.Target("moved_again") with { Accounts = true }, taken));

        Assert.Equal("accounts_need_own_names", refusal.Code);
    }

    private Task ShopAsync(string name) => server.AskAsync(
        $"CREATE DATABASE {name} CHARACTER SET latin1 COLLATE latin1_general_ci",
        $"CREATE TABLE {name}.item (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) CHARACTER SET utf8mb4, price DECIMAL(10,3), weight FLOAT, raw VARBINARY(200), at TIMESTAMP(3) NULL, bits BIT(10), doc JSON, twice DECIMAL(12,3) AS (price * 2) STORED)",
        $"CREATE TABLE {name}.`od``d` (`a b` TEXT)",
        $"CREATE TABLE {name}.nothing (a INT)",
        $"INSERT INTO {name}.item (name, price, weight, raw, at, bits, doc) SELECT CONCAT('ä🐘', seq), seq / 7, seq / 3, UNHEX(MD5(seq)), '2026-01-01' + INTERVAL seq HOUR, seq, CONCAT('[', seq, ']') FROM {name}.seq_1_to_300",
        $"INSERT INTO {name}.`od``d` VALUES ('x\\ty\\n\\\\'), (NULL), ('')",
        $"CREATE FUNCTION {name}.seven() RETURNS INT DETERMINISTIC RETURN 7",
        $"CREATE TRIGGER {name}.touched BEFORE INSERT ON {name}.nothing FOR EACH ROW SET NEW.a = NEW.a + 1",
        $"CREATE VIEW {name}.cheap AS SELECT id FROM {name}.item WHERE price < 3");

    private Task SetPasswordAsync(string user) => server.AskAsync($"SET PASSWORD FOR {user} = PASSWORD('{MariaDbServer.Password.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}')");
}
