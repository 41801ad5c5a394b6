using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Api;
using DrConsole.Web.Backups.Work;
using DrConsole.Web.Health;
using DrConsole.Web.Incidents;
using DrConsole.Web.People;
using DrConsole.Web.Plans;
using DrConsole.Web.Settings;
using DrConsole.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
var connection = builder.Configuration.GetConnectionString("Console")
    ?? throw new InvalidOperationException("ConnectionStrings__Console is not set: start the console with ./drconsole up, or give it a PostgreSQL connection string.");
builder.WebHost.UseStaticWebAssets();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddCore(connection).AddAccess().AddApi().AddShell().AddSettings().AddBackupWork(builder.Configuration, connection);

var app = builder.Build();
app.UseSecurityHeaders();
app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true });
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseApiProblems();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapHealth();
app.MapMetrics();
app.MapApi();
app.MapAccount();
app.MapHistory();
app.MapPlanExports();
app.MapCalendars();
app.MapShell();
await app.RunAsync();
