using System.Security.Claims;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DrConsole.Tests.Support;

/// <summary>Renders components to HTML with the framework's own renderer, as somebody who may do everything, or nothing.</summary>
internal static class Rendered
{
    /// <summary>The component's HTML.</summary>
    public static async Task<string> HtmlAsync<T>(IReadOnlyDictionary<string, object?>? parameters = null, Action<IServiceCollection>? register = null, bool mayAll = true)
        where T : IComponent
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<NavigationManager, FixedPlace>()
            .AddSingleton<INavigationInterception, NoInterception>()
            .AddSingleton<AntiforgeryStateProvider, NoAntiforgery>()
            .AddAuthorizationCore(static options =>
            {
                foreach (var right in Enum.GetNames<DrConsole.Access.Right>())
                {
                    options.AddPolicy(right, static policy => policy.RequireAuthenticatedUser());
                }
            })
            .AddSingleton<IAuthorizationService>(new FixedAnswer(mayAll))
            .AddSingleton<AuthenticationStateProvider, SomebodySignedIn>()
            .AddCascadingAuthenticationState();
        register?.Invoke(services);
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var output = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(new Dictionary<string, object?>(parameters ?? new Dictionary<string, object?>())));
            return output.ToHtmlString();
        });
    }

    /// <summary>The component's HTML, parsed.</summary>
    public static async Task<IDocument> DocumentAsync<T>(IReadOnlyDictionary<string, object?>? parameters = null, Action<IServiceCollection>? register = null, bool mayAll = true)
        where T : IComponent =>
        await new HtmlParser().ParseDocumentAsync(await HtmlAsync<T>(parameters, register, mayAll), TestContext.Current.CancellationToken);

    private sealed class FixedPlace : NavigationManager
    {
        public FixedPlace() => Initialize("http://console.example/", "http://console.example/plans");

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
        }
    }

    private sealed class NoInterception : INavigationInterception
    {
        public Task EnableNavigationInterceptionAsync() => Task.CompletedTask;
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }

    private sealed class SomebodySignedIn : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "somebody")], "test"))));
    }

    private sealed class FixedAnswer(bool mayAll) : IAuthorizationService
    {
        private Task<AuthorizationResult> Answer => Task.FromResult(mayAll ? AuthorizationResult.Success() : AuthorizationResult.Failed());

        public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) => Answer;

        public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName) => Answer;
    }
}
