using System.Security.Claims;
using DrConsole.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DrConsole.Web.Access;

/// <summary>Ends a circuit's session within 20 s of a change of the account's password, roles or state. Commands notice at once.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, AccessQueries access, IOptions<IdentityOptions> options) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return false;
        }

        try
        {
            var stamp = user.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
            return await access.StandingAsync(id, cancellationToken) is { } standing && string.Equals(standing.SecurityStamp, stamp, StringComparison.Ordinal);
        }
        catch (Exception failure) when (Shell.Outage.Is(failure))
        {
            return true; // the database is away: nobody is thrown out of an incident for that, and no command can be carried out either
        }
    }
}
