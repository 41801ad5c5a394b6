using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Identity;

namespace DrConsole.Web.Settings;

/// <summary>What the parts of the access pages share: who works here, and how a change is sent.</summary>
public sealed class AccessDesk(AccessCommands commands, IPasswordHasher<ConsoleUser> hasher, CurrentActor current, LiveFeed feed, TimeProvider clock)
{
    private static readonly ConsoleUser Nobody = new() { UserName = "", NormalizedUserName = "", DisplayName = "", SecurityStamp = "" };

    /// <summary>The changes of accounts and tokens.</summary>
    public AccessCommands Commands => commands;

    /// <summary>The console's time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Who sits here.</summary>
    public Task<Actor> ActorAsync() => current.GetAsync();

    /// <summary>The state of one form or row.</summary>
    public Saving NewSaving(CancellationToken left) => new(clock, left);

    /// <summary>A new password and its hash, made once per intention: every attempt to save sends the same.</summary>
    public (string Password, string Hash) NewPassword()
    {
        var password = GeneratedPassword.Make();
        return (password, hasher.HashPassword(Nobody, password));
    }

    /// <summary>Saves, then has this node's pages read again at once, without waiting for the notification.</summary>
    public async Task<bool> SaveAsync(Saving saving, Func<Actor, Guid, CancellationToken, Task> work, Action changed)
    {
        ArgumentNullException.ThrowIfNull(saving);
        var actor = await current.GetAsync();
        var isSaved = await saving.RunAsync((id, ct) => work(actor, id, ct), changed);
        feed.Publish(Topic.Access); // a refusal too means that the page showed something old
        return isSaved;
    }
}
