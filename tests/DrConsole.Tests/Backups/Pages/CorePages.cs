using System.Net;
using System.Security.Claims;
using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Web.Access;
using DrConsole.Web.Backups;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Pages;

/// <summary>Renders pages over the whole core with a database that is nowhere: reads are the test's own, and a command that a page only offers is never carried out.</summary>
internal static class CorePages
{
    /// <summary>The page's HTML, its text as a person reads it.</summary>
    /// <param name="mayAll">As an administrator; else as an auditor, who may only read.</param>
    public static async Task<string> RenderAsync<T>(Action<IServiceCollection> reads, bool mayAll = true, params (string Name, object? Value)[] parameters) where T : IComponent => WebUtility.HtmlDecode(await Rendered.HtmlAsync<T>(
        parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal),
        services =>
        {
            services.AddCorePages(mayAll);
            reads(services);
        },
        mayAll));

    public static IServiceCollection AddCorePages(this IServiceCollection services, bool mayAll) => services
        .AddCore("Host=nowhere.invalid").AddScoped<CurrentActor>().AddScoped<BackupDesk>().AddSingleton<AuthenticationStateProvider>(new OfRole(mayAll ? Role.Admin : Role.Auditor));

    private sealed class OfRole(string role) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.Name, "somebody"), new(ClaimTypes.Role, role)], "test"))));
    }
}
