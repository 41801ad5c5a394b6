using System.Security.Claims;
using DrConsole.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DrConsole.Web.Access;

/// <summary>Claims of the console beside the standard ones.</summary>
internal static class ConsoleClaims
{
    public const string Kind = "drconsole:kind";
    public const string DisplayName = "drconsole:display_name";

    /// <summary>The actor that the principal stands for. Throws when nobody is signed in: such a request never reaches a command.</summary>
    public static Actor ToActor(this ClaimsPrincipal principal) => new(
        Enum.Parse<ActorKind>(principal.FindFirstValue(Kind) ?? throw new InvalidOperationException("Nobody is signed in.")),
        Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!),
        principal.FindFirstValue(DisplayName)!);

    /// <summary>True when the principal's roles give the right. For showing and hiding; the command itself asks the database.</summary>
    public static bool May(this ClaimsPrincipal principal, Right right) =>
        Role.RightsOf(principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value)).Contains(right);
}

/// <summary>Adds the console's claims when a cookie is made.</summary>
internal sealed class ConsoleClaimsFactory(UserManager<ConsoleUser> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<ConsoleUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(ConsoleUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(ConsoleClaims.Kind, nameof(ActorKind.User)));
        identity.AddClaim(new(ConsoleClaims.DisplayName, user.DisplayName));
        identity.AddClaims(user.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        return identity;
    }
}
