using System.CommandLine;
using DrConsole.Access;
using DrConsole.Cli.Database;
using DrConsole.Platform;

namespace DrConsole.Cli.Access;

/// <summary><c>user</c>: local accounts, also when nobody can sign in any more.</summary>
internal static class UserCommandGroup
{
    private const int ShortestPassword = 12;

    public static Command Create() => new("user", "Local accounts") { CreateUser(), ListUsers(), SetPassword() };

    private static Command CreateUser()
    {
        var name = new Argument<string>("user-name");
        var display = new Option<string>("--display-name") { Required = true };
        var roles = new Option<string[]>("--role") { Required = true, Description = $"One or more of {string.Join(", ", Role.All)}" };
        var command = new Command("create", "Make an account; the password is read from standard input") { name, display, roles };
        command.SetAction(async (parsed, ct) =>
        {
            await using var core = new CoreServices();
            var password = await ReadPasswordAsync(ct);
            var id = await core.Get<AccessCommands>().CreateUserAsync(
                core.Operator, core.NewCommandId(), parsed.GetRequiredValue(name), parsed.GetRequiredValue(display), Passwords.Hash(password), parsed.GetRequiredValue(roles), ct);
            Console.WriteLine(id);
            return 0;
        });
        return command;
    }

    private static Command ListUsers()
    {
        var command = new Command("list", "All accounts");
        command.SetAction(async (_, ct) =>
        {
            await using var core = new CoreServices();
            foreach (var user in await core.Get<AccessQueries>().UsersAsync(ct))
            {
                Console.WriteLine($"{user.Id}  {user.UserName,-24}  {string.Join(",", user.Roles),-24}  {(user.IsDisabled ? "disabled" : "active"),-8}  {user.DisplayName}");
            }

            return 0;
        });
        return command;
    }

    private static Command SetPassword()
    {
        var name = new Argument<string>("user-name");
        var command = new Command("set-password", "Set an account's password (read from standard input); its sessions end") { name };
        command.SetAction(async (parsed, ct) =>
        {
            await using var core = new CoreServices();
            var wanted = parsed.GetRequiredValue(name);
            var user = (await core.Get<AccessQueries>().UsersAsync(ct)).FirstOrDefault(row => string.Equals(row.UserName, wanted, StringComparison.OrdinalIgnoreCase))
                ?? throw new NotFoundException("account", wanted);
            await core.Get<AccessCommands>().SetPasswordAsync(core.Operator, core.NewCommandId(), user.Id, Passwords.Hash(await ReadPasswordAsync(ct)), ct);
            return 0;
        });
        return command;
    }

    // From standard input, never from the arguments: those stand in the process list.
    private static async Task<string> ReadPasswordAsync(CancellationToken ct) =>
        await Console.In.ReadLineAsync(ct) is { Length: >= ShortestPassword } password
            ? password
            : throw new RefusedException("password_short", $"Give a password of at least {ShortestPassword} characters on standard input.");
}
