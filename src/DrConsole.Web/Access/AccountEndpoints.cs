using Microsoft.AspNetCore.Mvc;

namespace DrConsole.Web.Access;

/// <summary>Plain form posts of the account.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app) => app.MapPost("/account/sign-out", SignOutAsync).ExcludeFromDescription();

    // The form parameter makes the framework check the antiforgery token.
    private static async Task<IResult> SignOutAsync([FromForm] string? returnUrl, HttpContext context, SignInDesk desk, CancellationToken ct)
    {
        await desk.SignOutAsync(context.User.ToActor(), ct);
        return Results.LocalRedirect(LocalUrl.Or(returnUrl, "/account/sign-in"));
    }
}
