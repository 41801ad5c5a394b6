using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Cli.Database;

namespace DrConsole.Cli.Access;

/// <summary><c>token</c>: API tokens.</summary>
internal static class TokenCommandGroup
{
    public static Command Create() => new("token", "API tokens") { CreateToken(), ListTokens(), RevokeToken() };

    private static Command CreateToken()
    {
        var role = new Option<string>("--role") { Description = $"One of {string.Join(", ", Role.All)}", Required = true };
        var name = new Option<string>("--name") { Description = "What the token is for", Required = true };
        var days = new Option<int?>("--days") { Description = "Days until it expires; without it the token lasts until revoked" };
        var json = new Option<bool>("--json");
        var command = new Command("create", "Make a token and print its secret, which is shown only this once") { role, name, days, json };
        command.SetAction(async (parsed, ct) =>
        {
            await using var core = new CoreServices();
            DateTimeOffset? expires = parsed.GetValue(days) is { } count ? core.Get<TimeProvider>().GetUtcNow().AddDays(count) : null;
            var (id, secret) = await core.Get<AccessCommands>().CreateTokenAsync(
                core.Operator, core.NewCommandId(), parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), expires, ct);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { id, token = secret }) : secret);
            return 0;
        });
        return command;
    }

    private static Command ListTokens()
    {
        var command = new Command("list", "All tokens, without their secrets");
        command.SetAction(async (_, ct) =>
        {
            await using var core = new CoreServices();
            foreach (var token in await core.Get<AccessQueries>().TokensAsync(ct))
            {
                var state = token.RevokedAt is not null ? "revoked" : token.ExpiresAt is { } end ? $"expires {end.ToString("u", CultureInfo.InvariantCulture)}" : "valid";
                Console.WriteLine($"{token.Id}  {token.Role,-10}  {state,-30}  {token.Name}");
            }

            return 0;
        });
        return command;
    }

    private static Command RevokeToken()
    {
        var id = new Argument<Guid>("id");
        var command = new Command("revoke", "End a token at once") { id };
        command.SetAction(async (parsed, ct) =>
        {
            await using var core = new CoreServices();
            await core.Get<AccessCommands>().RevokeTokenAsync(core.Operator, core.NewCommandId(), parsed.GetRequiredValue(id), ct);
            return 0;
        });
        return command;
    }
}
