using DrConsole.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;

namespace DrConsole.Web.Access;

/// <summary>Sign-in, sessions, API tokens and one policy per <see cref="Right"/>.</summary>
internal static class AccessSetup
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12); // a long incident's shift
    private static readonly TimeSpan StampInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockoutLength = TimeSpan.FromMinutes(5);
    private const int AttemptsBeforeLockout = 5;

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddIdentityCore<ConsoleUser>(options =>
        {
            options.Password.RequiredLength = 12;
            options.Password.RequireNonAlphanumeric = options.Password.RequireDigit = options.Password.RequireUppercase = options.Password.RequireLowercase = false; // length, not riddles: NIST SP 800-63B §3.1.1.2
            options.Lockout.MaxFailedAccessAttempts = AttemptsBeforeLockout;
            options.Lockout.DefaultLockoutTimeSpan = LockoutLength;
        }).AddUserStore<ConsoleUserStore>().AddSignInManager<ConsoleSignInManager>().AddClaimsPrincipalFactory<ConsoleClaimsFactory>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = StampInterval);
        services.AddAuthorization(AddPolicies).AddSingleton<IAuthorizationMiddlewareResultHandler, AuditedDenials>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>().AddScoped<CurrentActor>().AddScoped<SignInDesk>();
        services.AddSingleton<IStepUp, PasswordStepUp>();
        services.AddDataProtection().SetApplicationName("drconsole");
        services.AddSingleton<DataProtectionKeysInDatabase>()
            .AddOptions<KeyManagementOptions>().Configure<DataProtectionKeysInDatabase>((options, keys) => options.XmlRepository = keys);
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "drconsole";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = SessionLength;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/account/sign-in";
        cookie.AccessDeniedPath = "/account/denied";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    // As with circuits: nobody is thrown out of an incident because the database is away. Whatever they do is checked there before it counts.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        catch (Exception failure) when (Shell.Outage.Is(failure))
        {
            // The session stays as it was when it was checked last, and ends when it ends.
        }
    }

    private static void AddPolicies(AuthorizationOptions authorization)
    {
        authorization.FallbackPolicy = new AuthorizationPolicyBuilder(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser().Build();
        foreach (var right in Enum.GetValues<Right>())
        {
            authorization.AddPolicy(right.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.May(right)));
        }
    }
}
