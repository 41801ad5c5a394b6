using System.Text.Json;
using DrConsole.Platform;
using DrConsole.Web.Api;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace DrConsole.Web.Shell;

/// <summary>Puts refusals into ProblemDetails (RFC 9457); everything else stays a defect and is answered without its details, to the API as ProblemDetails too.</summary>
public sealed partial class RefusalHandler(IProblemDetailsService problems, ILogger<RefusalHandler> logger) : IExceptionHandler
{
    private const string MissingFields = "missing required properties including: ";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if ((Describe(exception) ?? Defect(httpContext, exception)) is not { } problem)
        {
            return false;
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "2";
            if (OutagePage.IsWanted(httpContext.Request))
            {
                return await OutagePage.WriteAsync(httpContext.Response, cancellationToken);
            }
        }

        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    private static ProblemDetails? Describe(Exception exception) => exception switch
    {
        RefusedException { Code: "item_changed" or "draft_exists" or "incident_resolved" or "command_id_used" or "user_exists" or "validation_open"
            or "draft_submitted" or "draft_approved" or "draft_not_submitted" or "draft_changed" or "not_approved" or "second_person_needed" or "version_changed" } refused => Problem(StatusCodes.Status409Conflict, refused.Code, "Refused", refused),
        RefusedException refused => Problem(StatusCodes.Status422UnprocessableEntity, refused.Code, "Refused", refused),
        NotFoundException missing => Problem(StatusCodes.Status404NotFound, "not_found", "Not found", missing),
        NotPermittedException denied => Problem(StatusCodes.Status403Forbidden, "not_permitted", "Not permitted", denied),
        StaleException stale => Problem(StatusCodes.Status409Conflict, "stale", "Changed meanwhile", stale),
        BadHttpRequestException bad => new() { Status = bad.StatusCode, Type = "urn:drconsole:bad_request", Title = "Bad request", Detail = Say(bad) },
        _ when Outage.Is(exception) => new()
        {
            Status = StatusCodes.Status503ServiceUnavailable, Type = "urn:drconsole:database_away", Title = "The database cannot be reached",
            Detail = "Nothing is lost: send the same request with the same Idempotency-Key again.",
        },
        _ => null,
    };

    private static ProblemDetails Problem(int status, string code, string title, Exception exception) =>
        new() { Status = status, Type = $"urn:drconsole:{code}", Title = title, Detail = exception.Message };

    // The serializer's own sentences name types of this program.
    private static string Say(BadHttpRequestException bad) => bad.InnerException is not JsonException json ? bad.Message
        : json.Message.Split(MissingFields) is [_, var names] ? $"The body lacks {names}"
        : $"The body is not the JSON that this request takes: look at {json.Path ?? "$"}, line {json.LineNumber + 1}.";

    private ProblemDetails? Defect(HttpContext context, Exception exception)
    {
        // The request's own path is that of the error page by now.
        if (context.Features.Get<IExceptionHandlerPathFeature>()?.Path is not { } path || !ApiSetup.IsApi(path))
        {
            return null;
        }

        LogDefect(exception, context.Request.Method, path);
        return new() { Status = StatusCodes.Status500InternalServerError, Type = "urn:drconsole:defect", Title = "A defect of the console", Detail = "Report it with the trace id." };
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed by a defect")]
    private partial void LogDefect(Exception failure, string method, string path);
}
