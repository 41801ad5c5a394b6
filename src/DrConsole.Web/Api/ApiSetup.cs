using System.Text.Json.Serialization.Metadata;
using DrConsole.Web.Access;
using DrConsole.Web.Backups.Restores;
using DrConsole.Web.Backups.Stores;
using DrConsole.Web.Backups.Work;
using DrConsole.Web.Incidents;
using DrConsole.Web.People;
using DrConsole.Web.Plans;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

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

            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.AllowOutOfOrderMetadataProperties = true; // "kind" of a target may stand anywhere
            options.SerializerOptions.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(RequireWhatCannotBeNull);
        })
        .Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true) // by itself only in development: a bad request is named everywhere
        .AddProblemDetails()
        .AddExceptionHandler<Shell.RefusalHandler>()
        .AddOpenApi("v1", options => options.AddDocumentTransformer<ApiDescription>());

    /// <summary>Where programs ask, an answer without a body gets ProblemDetails; elsewhere a missing page gets a page.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(static context => IsApi(context.Request.Path), static api => api.UseStatusCodePages());

    /// <summary>True for what programs ask: they get a status and a reason, never a page.</summary>
    public static bool IsApi(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase);

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup("/api/v1")
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = ApiTokenHandler.SchemeName })
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPlans();
        api.MapPeople();
        api.MapIncidents();
        api.MapBackupRuns();
        api.MapStores();
        api.MapRestores();
        api.MapVerifications();

        // Without it the sign-in page would answer: a machine must not take that for success.
        app.Map("/api/{**rest}", Missing).AllowAnonymous().ExcludeFromDescription();
    }

    // A field left out would silently become null, or the first of its kind: an item without a state would be set back to do.
    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsGetNullable |= !property.PropertyType.IsValueType; // answers stay as they are
            property.IsRequired |= property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false } && Nullable.GetUnderlyingType(property.PropertyType) is null;
        }
    }

    private static ProblemHttpResult Missing(HttpRequest request) => (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method)) && !request.HasJsonContentType()
        ? TypedResults.Problem("Send the body as application/json.", statusCode: StatusCodes.Status415UnsupportedMediaType, type: "urn:drconsole:not_json")
        : TypedResults.Problem($"The API has no {request.Method} {request.Path}; /openapi/v1.json lists what it has.", statusCode: StatusCodes.Status404NotFound, type: "urn:drconsole:not_found");
}
