using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Platform;

namespace DrConsole.Audit;

/// <summary>
/// What is hashed. One entry is one line of the NDJSON export, byte for byte: <c>sha256sum</c> over the line without its line feed gives
/// the hash, which the next line of the chain carries as <c>previous</c>.
/// </summary>
public sealed record AuditBody(
    string Chain, long Sequence, string Previous, Guid Id, string OccurredAt, string RecordedAt, AuditActor Actor, string Action, JsonElement Data)
{
    /// <summary>Previous hash of the first entry of a chain.</summary>
    public static readonly string Genesis = new('0', 64);

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>UTC to the microsecond, which is what PostgreSQL keeps.</summary>
    public static string Time(DateTimeOffset instant) => instant.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>
    /// The instant without what PostgreSQL would drop. Its driver rounds towards the year 2000 and the hashed text rounds down:
    /// an older instant that is not cut first would look changed for ever.
    /// </summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>Reads an entry's body. Throws <see cref="JsonException"/> when the bytes are no body.</summary>
    public static AuditBody Read(byte[] body) =>
        JsonSerializer.Deserialize<AuditBody>(body, CanonicalJson.Options) ?? throw new JsonException("The body is empty.");

    /// <summary>Reads an entry's body; null when the bytes are none.</summary>
    public static AuditBody? TryRead(byte[] body)
    {
        try
        {
            return Read(body) is { Data.ValueKind: not JsonValueKind.Undefined } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Seals the entry: its stored row with body and hash.</summary>
    internal AuditEntry Seal(DateTimeOffset occurredAt, DateTimeOffset recordedAt)
    {
        var body = CanonicalJson.Bytes(this);
        return new AuditEntry
        {
            Id = Id, Chain = Chain, Sequence = Sequence, OccurredAt = occurredAt, RecordedAt = recordedAt,
            ActorKind = Actor.Kind, ActorId = Actor.Id, ActorName = Actor.Name, Action = Action, Body = body, Hash = SHA256.HashData(body),
        };
    }
}

/// <summary>Who did it, as it stands in the evidence.</summary>
public sealed record AuditActor(string Kind, Guid Id, string Name)
{
    internal static AuditActor Of(Actor actor) => new(actor.Kind.ToString(), actor.Id, actor.Name);
}
