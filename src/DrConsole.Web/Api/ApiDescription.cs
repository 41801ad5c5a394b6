using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DrConsole.Web.Api;

/// <summary>Says in the OpenAPI document what holds for every request.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "DR Console", Version = "v1",
            Description = "Send `Authorization: Bearer drc_…` (made with `./drconsole token create`). POST and PUT take an `Idempotency-Key`: "
                + "the same key again gives the first result and does nothing. Refusals are ProblemDetails whose `type` is `urn:drconsole:` and a stable code.",
        };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
        return Task.CompletedTask;
    }
}
