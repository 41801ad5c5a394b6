using System.Text;
using DrConsole.Backups.Restoring.MariaDb;

namespace DrConsole.Tests.Backups.Restoring;

public sealed class TriggerHeadsTests
{
    private const string Dump =
        """
        CREATE TABLE `item` (a INT);
        INSERT INTO `item` VALUES ('/*!50003 CREATE TRIGGER shop.a BEFORE INSERT ON shop.item FOR EACH ROW');
        DELIMITER ;;
        /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER IF NOT EXISTS `shop`.touched
        BEFORE INSERT
        ON shop . item FOR EACH ROW SET @a = 'shop.item', NEW.a = shop.seven() */;;
        DELIMITER ;
        /*!50003 CREATE*/ /*!50003 TRIGGER other.touched BEFORE INSERT ON item FOR EACH ROW BEGIN END */;;
        /*!5
        """;

    // However the bytes come: a head may lie over many reads.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Only_heads_of_triggers_lose_the_databases_name_and_every_other_byte_stays(int atOnce)
    {
        byte[] dump = [.. Encoding.UTF8.GetBytes(Dump), 0xff, 0x00, .. "\n/*!50003 CREATE"u8];
        await using var heads = new TriggerHeads(new Slow(dump, atOnce), "shop");
        using var got = new MemoryStream();

        await heads.CopyToAsync(got, TestContext.Current.CancellationToken);

        var expected = Dump.Replace("`shop`.touched\n", "touched\n", StringComparison.Ordinal).Replace("ON shop . item", "ON item", StringComparison.Ordinal);
        Assert.Equal([.. Encoding.UTF8.GetBytes(expected), 0xff, 0x00, .. "\n/*!50003 CREATE"u8], got.ToArray());
    }

    private sealed class Slow(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(atOnce, buffer.Length)], cancellationToken);
    }
}
