using System.Globalization;
using System.Net;
using System.Security.Authentication;
using Amazon.Runtime;

namespace DrConsole.Stores.S3;

/// <summary>
/// Says what a server's refusals mean and what cures them. Repeats no text of the server's: only its code, and the store's address.
/// </summary>
internal static class S3Faults
{
    public static StoreException TooSlow(S3Address address, TimeSpan waited, Exception? inner) => new(
        StoreFault.TooSlow, $"{address.Url} did not finish a request within {waited.TotalSeconds:0} seconds: the server or the way to it is stuck or too slow for backups.", inner);

    public static StoreException Missing(S3Address address, string? about) => new(
        StoreFault.ObjectMissing, $"{about ?? "It"} is not in {address.Url}, or not any more.");

    public static StoreException Of(Exception failure, S3Address address, string? about, TimeSpan? skew, DateTimeOffset now) => failure switch
    {
        _ when Redirection(failure) is { } redirected => Redirected(address, redirected, failure),
        _ when Find<AuthenticationException>(failure) is { } distrust => Distrusted(address, distrust, failure),
        AmazonServiceException { StatusCode: not default(HttpStatusCode) } refusal => Refused(refusal, address, about, skew, now),
        _ => new(StoreFault.Unreachable, $"{address.Url} could not be reached, or the connection broke: see that the endpoint is right, the server runs and no firewall is between.", failure),
    };

    private static RedirectedException? Redirection(Exception failure) => Find<RedirectedException>(failure);

    private static T? Find<T>(Exception? failure)
        where T : Exception => failure switch
    {
        null => null,
        T found => found,
        _ => Find<T>(failure.InnerException),
    };

    // .NET tells the cause only in its text. What it says of the chain is its own enumeration, and nothing of the server's.
    private static StoreException Distrusted(S3Address address, AuthenticationException distrust, Exception failure)
    {
        bool Says(string word) => distrust.Message.Contains(word, StringComparison.Ordinal);
        var cause = Says("RemoteCertificateNameMismatch") ? "its certificate is for another name. Use the name that stands in the certificate as the endpoint, or have a certificate issued for this one"
            : Says("NotTimeValid") ? "its certificate has expired, or is not valid yet. Renew it, and see that this machine's clock is right"
            : Says("UntrustedRoot") || Says("PartialChain") || Says("RemoteCertificateChainErrors")
                ? "its certificate is not trusted: no authority that this machine knows has issued it. Add the certificate of the authority (PEM) to the machine's (update-ca-certificates), or name it in SSL_CERT_FILE, or its directory in SSL_CERT_DIR, "
                    + "and start the console anew; docs/operations/stores.md shows how"
            : "no encrypted connection could be agreed on. See that the endpoint speaks https with TLS 1.2 or newer";
        return new(StoreFault.Untrusted, $"{address.Url} was not asked anything, because {cause}.", failure);
    }

    private static StoreException Redirected(S3Address address, RedirectedException redirected, Exception failure) => new(
        StoreFault.Missing,
        redirected.Region is { } region && region.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_')
            ? $"The bucket {address.Bucket} is in region {region}, not in {address.Region}: correct the store's region."
            : $"{address.Url} sends requests elsewhere, and they are not sent on: correct the store's endpoint and region.",
        failure);

    private static StoreException Refused(AmazonServiceException refusal, S3Address address, string? about, TimeSpan? skew, DateTimeOffset now)
    {
        var code = Code(refusal);
        return code switch
        {
            "RequestTimeTooSkewed" or "RequestExpired" => new(StoreFault.ClockSkew, Skewed(address, skew, now), refusal),
            "SignatureDoesNotMatch" => Denied("the secret key does not belong to the access key. Enter it again. (A wrong region can cause this too.)"),
            "InvalidAccessKeyId" => Denied("the access key is not known there: it was deleted, or is for another server."),
            "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" => Denied("the credentials have expired: enter new ones."),
            "AccessDenied" or "Forbidden" or "AllAccessDisabled" or "AccountProblem" or "UserSuspended" => Denied($"the access key lacks a right for {about ?? "the bucket"}, was revoked, or a lock stands against it. docs/operations/stores.md lists the rights that are needed."),
            "NoSuchBucket" => new(StoreFault.Missing, $"The bucket {address.Bucket} is not there: it was deleted, or the store's address is wrong.", refusal),
            "NoSuchKey" or "NoSuchVersion" or "NoSuchUpload" or "NotFound" => Missing(address, about),
            "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => new(
                StoreFault.Missing, $"{address.Url} is in another region than {address.Region}: correct the store's region.", refusal),
            "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch" or "IncompleteBody" => new(
                StoreFault.Damaged, $"{about ?? "What was sent"} reached {address.Url} damaged and was not stored: something on the way changes or cuts data.", refusal),
            // No code of S3: an answer to HEAD, which has no body; or, on Ceph 16, the rest of a refused request taken for the next one.
            "BadRequest" => new(StoreFault.Damaged, $"{address.Url} took a request about {about ?? "the bucket"} for malformed (400): something on the way changes data, or the credentials have expired.", refusal),
            "InvalidPart" or "InvalidPartOrder" or "EntityTooSmall" => new(
                StoreFault.Damaged, $"{address.Url} does not have all parts of {about ?? "an upload"} that it confirmed: nothing was stored. Look into the server's log.", refusal),
            "RequestTimeout" => new(StoreFault.TooSlow, $"{address.Url} waited too long for data: the way to it is stuck or too slow for backups.", refusal),
            "PreconditionFailed" => new(StoreFault.Exists, $"{about ?? "An object"} is in {address.Url} already and was left as it is.", refusal),
            "QuotaExceeded" or "InsufficientStorage" or "InsufficientCapacity" or "XMinioStorageFull" => new(
                StoreFault.Full, $"{address.Url} has no space left for this account: raise the quota, or let retention delete backups.", refusal),
            "SlowDown" or "ServiceUnavailable" or "InternalError" or "Throttling" or "TooManyRequests" or "ConditionalRequestConflict" or "OperationAborted" => Overloaded(),
            "InvalidObjectState" => Denied($"{about ?? "the object"} is in an archive class and has to be restored there first."),
            _ when refusal.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or >= HttpStatusCode.BadGateway => Overloaded(),
            _ => new(StoreFault.Unsupported, $"{address.Url} refused a request about {about ?? "the bucket"} ({Said()}): it does not know it, or not in this form.", refusal),
        };

        StoreException Denied(string reason) => new(StoreFault.Denied, $"{address.Url} denied access: {reason}", refusal);
        StoreException Overloaded() => new(StoreFault.Overloaded, $"{address.Url} is overloaded or has a fault of its own ({Said()}). The console tries again; if it stays, see the server.", refusal);
        string Said() => ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture) + (code.Length is > 0 and < 60 && code.All(char.IsAsciiLetterOrDigit) ? " " + code : "");
    }

    // An answer to HEAD has no body, so only its number.
    private static string Code(AmazonServiceException refusal) => (refusal.ErrorCode, refusal.StatusCode) switch
    {
        (_, HttpStatusCode.NotImplemented) => "NotImplemented",
        ({ Length: > 0 } code, _) => code,
        (_, HttpStatusCode.BadRequest) => "BadRequest",
        (_, HttpStatusCode.NotFound) => "NotFound",
        (_, HttpStatusCode.Forbidden) => "Forbidden",
        (_, HttpStatusCode.PreconditionFailed) => "PreconditionFailed",
        _ => "",
    };

    private static string Skewed(S3Address address, TimeSpan? skew, DateTimeOffset now)
    {
        const string Cure = "S3 allows 15 minutes: let both follow a time server (NTP), this machine first.";
        return skew is { } difference
            ? $"The clocks of this machine ({Instant(now)}) and of {address.Url} ({Instant(now + difference)}) differ by {difference.Duration().TotalMinutes:0} minutes. {Cure}"
            : $"The clocks of this machine ({Instant(now)}) and of {address.Url} differ too much. {Cure}";
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
