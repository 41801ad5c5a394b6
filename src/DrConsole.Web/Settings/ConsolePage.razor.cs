using System.Reflection;
using System.Security.Claims;
using DrConsole.Access;
using DrConsole.Database;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace DrConsole.Web.Settings;

/// <summary>What runs here: version, database, live connection, and who looks at it.</summary>
public sealed partial class ConsolePage(DatabaseFacts facts, TwoPersonRule twoPersonRule, LiveFeedListener listener, TimeProvider clock, ILogger<ConsolePage> logger)
{
    private const int CommitLength = 10;
    private static readonly string Version = Short(typeof(ConsolePage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    private Load<DatabaseReport> _database = new();
    private DateTimeOffset _readAt;
    private bool? _isTwoPersonRuleOn;
    private Actor? _actor;
    private IReadOnlyList<string> _roles = [];

    [CascadingParameter]
    public required Task<AuthenticationState> SignedIn { get; set; }

    private LiveFeedListener Listener => listener;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        _actor = person.ToActor();
        _roles = [.. person.FindAll(ClaimTypes.Role).Select(claim => claim.Value).Where(Role.IsKnown)];
        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        _database = await _database.RefreshOneAsync(
            async ct =>
            {
                _isTwoPersonRuleOn = await twoPersonRule.IsOnAsync(ct);
                return await facts.ReadAsync(ct);
            },
            logger, Left);
        _readAt = clock.GetUtcNow();
        StateHasChanged();
    }

    private static string Short(string version) => version.Split('+') is [var number, { Length: > CommitLength } commit] ? $"{number}, commit {commit[..CommitLength]}" : version;
}
