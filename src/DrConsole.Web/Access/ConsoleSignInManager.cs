using DrConsole.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DrConsole.Web.Access;

/// <summary>Signs in local accounts; a disabled account is turned away.</summary>
internal sealed class ConsoleSignInManager(
    UserManager<ConsoleUser> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<ConsoleUser> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<ConsoleUser>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<ConsoleUser> confirmation)
    : SignInManager<ConsoleUser>(users, context, principals, options, logger, schemes, confirmation)
{
    /// <inheritdoc/>
    public override Task<bool> CanSignInAsync(ConsoleUser user) => Task.FromResult(!user.IsDisabled);
}
