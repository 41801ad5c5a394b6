using System.Security.Cryptography;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Platform;

namespace DrConsole.Incidents.Journal;

/// <summary>
/// One line of a node's journal: an act that was kept, or what became of one. <c>sha256sum</c> over the line without its line feed gives
/// the hash, which the next line carries as <c>previous</c>.
/// </summary>
/// <param name="At">UTC, by the node's clock.</param>
/// <param name="CommandId">The command as the page sent it: however often it is carried out, it counts once.</param>
/// <param name="Act">What was done; null in a line that says what became of it.</param>
/// <param name="Outcome">What became of it; null in a line that keeps an act.</param>
internal sealed record JournalLine(
    long Sequence, string Previous, DateTimeOffset At, string Node, Guid CommandId, Guid IncidentId, Actor? Actor = null, IncidentAct? Act = null, string? Outcome = null)
{
    /// <summary>Outcome of an act that is in the incident's timeline now.</summary>
    public const string Recorded = "recorded";

    public byte[] Bytes() => CanonicalJson.Bytes(this);

    /// <summary>Reads lines and checks that each goes on from the one before.</summary>
    /// <exception cref="InvalidDataException">A line is missing, was changed or is none; says which.</exception>
    public static IReadOnlyList<JournalLine> ReadAll(IEnumerable<byte[]> lines)
    {
        List<JournalLine> read = [];
        var previous = AuditBody.Genesis;
        foreach (var bytes in lines)
        {
            var line = Read(bytes, read.Count + 1);
            if (line.Sequence != read.Count + 1 || !string.Equals(line.Previous, previous, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"line {read.Count + 1} does not go on from the line before");
            }

            read.Add(line);
            previous = HashOf(bytes);
        }

        return read;
    }

    public static string HashOf(byte[] line) => Convert.ToHexStringLower(SHA256.HashData(line));

    private static JournalLine Read(byte[] bytes, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalLine>(bytes, CanonicalJson.Options) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"line {number} is no line of a journal", broken);
        }
    }
}
