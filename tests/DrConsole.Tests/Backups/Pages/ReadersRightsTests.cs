using DrConsole.Access;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Retention;
using DrConsole.Backups.Runs;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Pages;

/// <summary>What a page does not offer is refused all the same: a button that is not drawn is no protection.</summary>
public sealed class ReadersRightsTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_an_auditor_asks_of_stores_keys_restores_holds_and_runs_is_refused_and_nothing_is_written()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var before = await AuditedAsync(console);
        var (who, some) = (console.Auditor, TestConsole.NewId());
        var wish = new StoreWish("theirs", "file:///tmp/drconsole-tests-no-such-folder/store") { AllowUnreachable = true };
        var allowed = new List<string>();
        foreach (var (name, ask) in new (string, Func<Task>)[]
        {
            ("add a store", () => console.Get<StoreCommands>().CreateAsync(who, TestConsole.NewId(), wish, Ct)),
            ("change a store", () => console.Get<StoreCommands>().ChangeAsync(who, TestConsole.NewId(), some, wish, Ct)),
            ("probe a store", () => console.Get<StoreCommands>().ProbeAsync(who, TestConsole.NewId(), some, Ct)),
            ("retire a store", () => console.Get<StoreCommands>().RetireAsync(who, TestConsole.NewId(), some, Ct)),
            ("note custody", () => console.Get<CustodyCommands>().NoteAsync(who, TestConsole.NewId(), some, CustodyAct.Attached, null, null, Ct)),
            ("label a medium", () => console.Get<CustodyCommands>().LabelAsync(who, TestConsole.NewId(), some, Ct)),
            ("set the rotation", () => console.Get<CustodyCommands>().SetRotationAsync(who, TestConsole.NewId(), 7, Ct)),
            ("make a key", () => console.Get<KeyCommands>().CreateAsync(who, TestConsole.NewId(), "theirs", Ct)),
            ("rotate a key", () => console.Get<KeyCommands>().RotateAsync(who, TestConsole.NewId(), "theirs", Ct)),
            ("destroy an identity", () => console.Get<KeyCommands>().DestroyIdentityAsync(who, TestConsole.NewId(), some, "x", Ct)),
            ("believe another console", () => console.Get<KeyCommands>().TrustAsync(who, TestConsole.NewId(), "x", Ct)),
            ("make an escrow key", () => console.Get<EscrowCommands>().GenerateAsync(who, TestConsole.NewId(), Ct)),
            ("add an escrow key", () => console.Get<EscrowCommands>().AddAsync(who, TestConsole.NewId(), "age1x", Ct)),
            ("retire an escrow key", () => console.Get<EscrowCommands>().RetireAsync(who, TestConsole.NewId(), some, Ct)),
            ("ask for a challenge", () => console.Get<EscrowCommands>().ChallengeAsync(who, TestConsole.NewId(), some, Ct)),
            ("answer a challenge", () => console.Get<EscrowCommands>().AnswerAsync(who, TestConsole.NewId(), some, "x", Ct)),
            ("hand out a kit", () => console.Get<RecoveryKits>().HandOutAsync(who, TestConsole.NewId(), some, null, Ct)),
            ("restore", () => console.Get<RestoreCommands>().RequestAsync(who, TestConsole.NewId(), new(some, new FolderTarget("/tmp/x"), "/tmp/x"), Ct)),
            ("look at a target", () => console.Get<RestorePreview>().CheckAsync(who, some, new FolderTarget("/tmp/x"), null, null, Ct)),
            ("approve a restore", () => console.Get<RestoreCommands>().ApproveAsync(who, TestConsole.NewId(), some, "x", KnownPassword.Right, Ct)),
            ("refuse a restore", () => console.Get<RestoreCommands>().RefuseAsync(who, TestConsole.NewId(), some, "x", Ct)),
            ("cancel a restore", () => console.Get<RestoreCommands>().CancelAsync(who, TestConsole.NewId(), some, Ct)),
            ("hold a backup", () => console.Get<HoldCommands>().HoldBackupAsync(who, TestConsole.NewId(), some, "x", Ct)),
            ("hold a system", () => console.Get<HoldCommands>().HoldSystemAsync(who, TestConsole.NewId(), "x", "x", Ct)),
            ("release a hold", () => console.Get<HoldCommands>().ReleaseAsync(who, TestConsole.NewId(), some, "x", Ct)),
            ("start a run", () => console.Get<RunCommands>().StartAsync(who, TestConsole.NewId(), some, RunTrigger.Demand, Ct)),
            ("cancel a run", () => console.Get<RunCommands>().CancelAsync(who, TestConsole.NewId(), some, Ct)),
        })
        {
            var said = await Attempt.Async(ask);
            allowed.AddRange(said is NotPermittedException ? [] : [$"{name}: {said?.Message ?? "done"}"]); // whether it is there is not for an auditor's probing either
        }

        Assert.Empty(allowed);
        Assert.Equal(before, await AuditedAsync(console)); // but that it was tried
    }

    private static async Task<object?> AuditedAsync(TestConsole console) => await console.Database.ScalarAsOwnerAsync("SELECT count(*) FROM audit_entry WHERE action NOT LIKE '%denied'");
}
