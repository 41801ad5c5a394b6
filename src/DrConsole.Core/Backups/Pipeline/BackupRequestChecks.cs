using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Backups.Pipeline;

/// <summary>What must be right before anything is begun.</summary>
internal static class BackupRequestChecks
{
    private const int MostRecipients = 20; // age writes a stanza for each; more is a mistake

    public static void EnsureValid(BackupRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Require(SafeNames.IsSource(request.Source), "source_name", $"'{request.Source}' is no name of a source: use lower-case letters, digits and hyphens, at most 100.");
        Require(request.Level is >= 1 and <= 19, "level", $"zstd has levels 1 to 19; {request.Level} was asked for.");
        Require(request.Destinations.Count > 0, "no_destination", "Name at least one store.");
        Require(
            request.Destinations.Select(destination => destination.Store.Address.Url).Distinct(StringComparer.Ordinal).Count() == request.Destinations.Count,
            "same_destination", "The same store is named twice: two copies in one place are one copy.");
        Require(request.Recipients.Count is > 0 and <= MostRecipients, "no_recipient", $"Name 1 to {MostRecipients} recipients (age1…): without one nothing is written, for it would be readable by everybody.");
        foreach (var recipient in request.Recipients)
        {
            Require(SafeNames.IsRecipient(recipient), "recipient", $"'{recipient}' is no recipient of age (age1 and 58 more characters).");
        }
    }

    public static void EnsureValid(IReadOnlyList<SourceOutput> streams)
    {
        Require(streams.Count > 0, "source_empty", "The source has nothing to back up.");
        foreach (var stream in streams)
        {
            Require(SafeNames.IsFile(StoreLayout.Slice(stream.Name, 0)), "stream_name", $"The source named a stream '{SafeText.Clean(stream.Name)}', which is no safe name of a file.");
        }

        Require(
            streams.Select(stream => stream.Name).Distinct(StringComparer.Ordinal).Count() == streams.Count, "stream_twice", "The source named two streams alike.");
    }

    private static void Require(bool isRight, string code, string message)
    {
        if (!isRight)
        {
            throw new RefusedException(code, message);
        }
    }
}
