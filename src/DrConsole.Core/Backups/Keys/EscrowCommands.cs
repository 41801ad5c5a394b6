using System.Security.Cryptography;
using System.Text;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Keys;

/// <summary>Changes of escrow keys: recipients of everything whose identities people keep offline, and prove now and then that they do.</summary>
public sealed class EscrowCommands(AuditedChanges changes)
{
    /// <summary>A proof that is older says nothing any more.</summary>
    public static readonly TimeSpan ProofHolds = TimeSpan.FromDays(90);

    /// <summary>A challenge that nobody answered by then is worth nothing.</summary>
    public static readonly TimeSpan ChallengeHolds = TimeSpan.FromDays(7);

    private const int NonceBytes = 16;

    /// <summary>Makes an escrow key pair. The identity is returned here and can never be read again: the console does not keep it.</summary>
    public async Task<EscrowMade> GenerateAsync(Actor actor, Guid commandId, CancellationToken ct)
    {
        var pair = await AgeKeys.GenerateAsync(ct);
        var isMade = false;
        var id = await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            isMade = true;
            return await AddAsync(change, pair.Recipient, "generated here", ct);
        }, ct);
        return isMade
            ? new(id, pair.Recipient, pair.Identity)
            : throw new RefusedException("escrow_made_before", "This command made its escrow key before, and an identity is shown only once. Retire that key and make a new one.");
    }

    /// <summary>Adds an escrow key that was made elsewhere: only its public half is known here. Returns its id.</summary>
    public async Task<Guid> AddAsync(Actor actor, Guid commandId, string recipient, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ManageBackups, ct); // before a program is run for somebody who may not ask for it
        var pasted = recipient.Trim();
        await AgeKeys.EnsureRecipientAsync(pasted, ct);
        return await changes.ApplyAsync(actor, commandId, Right.ManageBackups, change => AddAsync(change, pasted, "made elsewhere", ct), ct);
    }

    /// <summary>New backups are no longer encrypted for this escrow key. Another one must be there.</summary>
    public Task<bool> RetireAsync(Actor actor, Guid commandId, Guid keyId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            await KeyTable.LockAsync(change, ct);
            var key = await FindActiveAsync(change, keyId, ct);
            if (!await change.Db.EncryptionKeys.AnyAsync(other => other.IsEscrow && other.RetiredAt == null && other.Id != keyId, ct))
            {
                throw new RefusedException("last_escrow", "This is the last escrow key: without one, a lost console takes all backups with it. Add another one first.");
            }

            key.RetiredAt = change.At;
            Record(change, "backups.escrow.retired", key);
            return true;
        }, ct);

    /// <summary>Encrypts a nonce for the escrow key. Whoever has its identity decrypts it with <c>age -d -i FILE</c> and types the words back. Returns the armored text.</summary>
    public async Task<string> ChallengeAsync(Actor actor, Guid commandId, Guid keyId, CancellationToken ct) =>
        await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
        {
            var key = await FindActiveAsync(change, keyId, ct);
            var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
            (key.ChallengeSha256, key.ChallengedAt) = (Sha256(nonce), change.At);
            Record(change, "backups.escrow.challenged", key);
            return await AgeKeys.EncryptAsync(key.Recipient, nonce + "\n", ct);
        }, ct);

    /// <summary>Takes the answer to the open challenge. Returns the instant of the proof.</summary>
    /// <exception cref="RefusedException">It is wrong, or there is no open challenge; the attempt is in the audit chain.</exception>
    public async Task<DateTimeOffset> AnswerAsync(Actor actor, Guid commandId, Guid keyId, string answer, CancellationToken ct)
    {
        try
        {
            return await changes.ApplyAsync(actor, commandId, Right.ManageBackups, async change =>
            {
                var key = await FindActiveAsync(change, keyId, ct);
                EnsureRight(key, answer, change.At);
                (key.ProvenAt, key.ProvenByName, key.ChallengeSha256, key.ChallengedAt) = (change.At, change.Actor.Name, null, null);
                Record(change, "backups.escrow.proven", key);
                return change.At;
            }, ct);
        }
        catch (RefusedException refusal) when (string.Equals(refusal.Code, "challenge_wrong", StringComparison.Ordinal))
        {
            await changes.NoteAsync(actor, "backups.escrow.proof_failed", new { keyId }, ct);
            throw;
        }
    }

    private static async Task<Guid> AddAsync(Change change, string recipient, string origin, CancellationToken ct)
    {
        await KeyTable.LockAsync(change, ct);
        if (await change.Db.EncryptionKeys.AnyAsync(key => key.Recipient == recipient, ct))
        {
            throw new RefusedException("recipient_known", "The console has this recipient already.");
        }

        var made = new EncryptionKey { Id = change.NewId(), Category = KeyNames.Escrow, Recipient = recipient, IsEscrow = true, CreatedAt = change.At, CreatedByName = change.Actor.Name };
        change.Db.EncryptionKeys.Add(made);
        change.Record(AuditChain.Console, "backups.escrow.added", new { keyId = made.Id, made.Recipient, origin });
        change.Signal(Topic.Stores);
        return made.Id;
    }

    private static async Task<EncryptionKey> FindActiveAsync(Change change, Guid keyId, CancellationToken ct) =>
        await KeyTable.FindAsync(change, keyId, ct) is { IsEscrow: true, RetiredAt: null } key
            ? key
            : throw new RefusedException("not_escrow", "This is no escrow key in use.");

    private static void EnsureRight(EncryptionKey key, string answer, DateTimeOffset now)
    {
        if (key.ChallengeSha256 is null || now - key.ChallengedAt > ChallengeHolds)
        {
            throw new RefusedException("no_challenge", $"There is no open challenge, or it is older than {ChallengeHolds.TotalDays:0} days. Ask for a new one.");
        }

        var given = new string([.. answer.Where(char.IsAsciiHexDigit)]).ToLowerInvariant();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sha256(given)), Encoding.ASCII.GetBytes(key.ChallengeSha256)))
        {
            throw new RefusedException("challenge_wrong", "This is not what the challenge says. Decrypt the newest challenge with 'age -d -i FILE' and type its line.");
        }
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Record(Change change, string action, EncryptionKey key)
    {
        change.Record(AuditChain.Console, action, new { keyId = key.Id, key.Recipient });
        change.Signal(Topic.Stores);
    }
}

/// <summary>An escrow key that was just made. The identity is shown once and kept nowhere.</summary>
public sealed record EscrowMade(Guid Id, string Recipient, SecretText Identity);
