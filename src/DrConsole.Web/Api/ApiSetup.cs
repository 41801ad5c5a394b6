using DrConsole.Web.Access;
using DrConsole.Web.Incidents;
using DrConsole.Web.Plans;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace DrConsole.Web.Api;

/// <summary>The REST API under <c>/api/v1</c>, for API tokens only: a browser's cookie opens no part of it.</summary>
internal static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(options =>
        {
            foreach (var converter in Platform.CanonicalJson.Options.Converters)
            {
                options.SerializerOptions.Converters.Add(converter);
            }
        })
        .AddProblemDetails()
        .AddExceptionHandler<Shell.RefusalHandler>()
        .AddOpenApi("v1", options => options.AddDocumentTransformer<ApiDescription>());

    /// <summary>A missing page gets a page; a missing resource of the API gets its bare status.</summary>
    public static void UsePlainApiAnswers(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    });

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup("/api/v1")
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = ApiTokenHandler.SchemeName })
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPlans();
        api.MapIncidents();
    }
}
