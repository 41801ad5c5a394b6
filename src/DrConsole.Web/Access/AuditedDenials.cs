using DrConsole.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace DrConsole.Web.Access;

/// <summary>Writes a denied page or request of somebody who is signed in to the audit chain, then answers as usual.</summary>
internal sealed class AuditedDenials(AuditedChanges changes) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && context.User.Identity is { IsAuthenticated: true })
        {
            await changes.NoteAsync(context.User.ToActor(), "access.denied", new { method = context.Request.Method, path = context.Request.Path.Value }, context.RequestAborted);
        }

        await _usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
