using DrConsole.Access;
using Microsoft.AspNetCore.Components.Authorization;

namespace DrConsole.Web.Access;

/// <summary>Who sits at this circuit or sent this page request.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication)
{
    /// <summary>The actor; throws when nobody is signed in.</summary>
    public async Task<Actor> GetAsync() => (await authentication.GetAuthenticationStateAsync()).User.ToActor();

    /// <summary>Whether to show what needs the right. The command checks again in the database.</summary>
    public async Task<bool> MayAsync(Right right) => (await authentication.GetAuthenticationStateAsync()).User.May(right);
}
