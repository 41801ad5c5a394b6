using System.Text;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources.Redis;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Restoring;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Sources;

public sealed class RedisSourceTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task A_backup_is_a_database_file_with_every_key_and_nothing_behind_it()
    {
        await redis.AskAsync(["FLUSHALL", .. Enumerable.Range(0, 200).Select(i => $"SET key:{i} {new string('v', (i * 20) + 1)}"), "SELECT 3", "SET other 1"]);
        using var folder = new ScratchFolder();

        var taken = await TakenBackup.TakeAsync(redis.Source(), "redis");
        var (_, comparison) = await Restored.IntoAsync(new FolderTarget(folder.Path), taken);

        Assert.Equal(201, taken.Manifest.Facts.Items);
        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences) + comparison.NotComparable);
        Assert.Equal((byte)0xFF, taken.Streams["dump.rdb"][^9]);
        Assert.StartsWith("Redis 7.", taken.Manifest.Facts.ServerVersion, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "dump.rdb")));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_without_being_shown()
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(redis.Source("guessed-wrong"), "redis"));

        Assert.Equal("redis_unreachable", refusal.Code);
        Assert.DoesNotContain("guessed-wrong", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_lost_its_end_or_a_bit_is_no_backup()
    {
        await redis.AskAsync("FLUSHALL", "SET a " + new string('x', 500));
        var whole = (await TakenBackup.TakeAsync(redis.Source(), "redis")).Streams["dump.rdb"];
        var flipped = whole.ToArray();
        flipped[whole.Length / 2] ^= 1;

        Assert.Null(await FaultOfAsync(whole));
        Assert.Null(await FaultOfAsync([.. whole, .. Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef01234567")])); // as a diskless server sends it
        Assert.Contains("cut off or damaged", await FaultOfAsync(whole[..^3]), StringComparison.Ordinal);
        Assert.Contains("cut off or damaged", await FaultOfAsync(flipped), StringComparison.Ordinal);
    }

    [Fact]
    public void The_checksum_is_that_of_Redis() => Assert.Equal(0xe9c6d914c4b8d9caUL, Crc64.Append(0, "123456789"u8));

    private static async Task<string?> FaultOfAsync(byte[] bytes)
    {
        await using var rdb = new RdbStream(new MemoryStream(bytes));
        await rdb.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        return rdb.Fault;
    }
}
