using DrConsole.Plans;
using DrConsole.Web.Access;
using DrConsole.Web.Pending;
using DrConsole.Web.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Authentication;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
if (!builder.Configuration.GetValue<bool>("SamplePlans"))
{
    throw new InvalidOperationException("Start with --SamplePlans true; the real composition is not here.");
}

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<IPlanQueries, SamplePlans>();
builder.Services.AddSingleton<PlanCommands>();
builder.Services.AddScoped<CurrentActor>();
builder.Services.AddPlanPages();
builder.Services.AddAuthentication("Development").AddScheme<AuthenticationSchemeOptions, DevelopmentSignIn>("Development", null);
builder.Services.AddAuthorization(options =>
{
    foreach (var right in Enum.GetNames<DrConsole.Access.Right>())
    {
        options.AddPolicy(right, policy => policy.RequireAuthenticatedUser());
    }
});
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

var app = builder.Build();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
    return next();
});
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapGet("/health/live", () => "ok");
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
{
    options.DisableWebSocketCompression = true;
    options.ContentSecurityFrameAncestorsPolicy = "'none'";
});
await app.RunAsync();
