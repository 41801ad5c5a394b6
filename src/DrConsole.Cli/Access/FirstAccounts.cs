using System.Text.Json;
using DrConsole.Access;
using DrConsole.Cli.Database;
using Microsoft.AspNetCore.Identity;

namespace DrConsole.Cli.Access;

/// <summary>
/// Makes the first accounts. A password is written to its 0600 file before its account is made:
/// a crash in between leaves no account whose password nobody knows.
/// </summary>
internal sealed class FirstAccounts(CoreServices core, DirectoryInfo data)
{
    private const string Demonstration = "demo-accounts.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task<bool> EnsureAdministratorAsync(CancellationToken ct)
    {
        var users = await core.Get<AccessQueries>().UsersAsync(ct);
        if (users.Any(user => user.Roles.Contains(Role.Admin, StringComparer.Ordinal)))
        {
            return false;
        }

        var first = await KeepAsync("first-sign-in.json", () => new FirstSignIn("admin", GeneratedPassword.Make()), ct);
        await CreateAsync(first.UserName, "Administrator", first.Password, Role.Admin, ct);
        return true;
    }

    public async Task<bool> EnsureDemonstrationAsync(CancellationToken ct)
    {
        var existing = (await core.Get<AccessQueries>().UsersAsync(ct)).Select(user => user.UserName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(Path.Combine(data.FullName, Demonstration)) && Role.All.Any(role => existing.Contains(NameOf(role))))
        {
            return false; // they came with a restored database, and so did their passwords: a file of new ones would be wrong
        }

        var accounts = await KeepAsync(Demonstration, () => Role.All.Select(role => new FirstSignIn(NameOf(role), GeneratedPassword.Make()) { Role = role }).ToArray(), ct);
        var missing = accounts.Where(account => !existing.Contains(account.UserName)).ToList();
        foreach (var account in missing)
        {
            await CreateAsync(account.UserName, $"Demo {account.Role}", account.Password, account.Role!, ct);
        }

        return missing.Count > 0;
    }

    private static string NameOf(string role) => $"demo-{role}";

    private Task<Guid> CreateAsync(string userName, string displayName, string password, string role, CancellationToken ct) =>
        core.Get<AccessCommands>().CreateUserAsync(core.Operator, core.NewCommandId(), userName, displayName, Passwords.Hash(password), [role], ct);

    private async Task<T> KeepAsync<T>(string fileName, Func<T> make, CancellationToken ct)
    {
        var path = Path.Combine(data.FullName, fileName);
        if (File.Exists(path))
        {
            return JsonSerializer.Deserialize<T>(await File.ReadAllTextAsync(path, ct), Json) ?? throw new JsonException($"{path} is empty. Delete it.");
        }

        var made = make();
        var partial = path + ".new";
        await using (var file = new FileStream(partial, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            await JsonSerializer.SerializeAsync(file, made, Json, ct);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
        return made;
    }

    internal sealed record FirstSignIn(string UserName, string Password)
    {
        public string? Role { get; init; }
    }
}

/// <summary>Password hashes in the format of ASP.NET Core Identity (PBKDF2-HMAC-SHA512).</summary>
internal static class Passwords
{
    private static readonly PasswordHasher<ConsoleUser> Hasher = new();
    private static readonly ConsoleUser Nobody = new() { UserName = "", NormalizedUserName = "", DisplayName = "", SecurityStamp = "" };

    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);
}
