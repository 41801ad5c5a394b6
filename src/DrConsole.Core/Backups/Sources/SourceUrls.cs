using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources;

/// <summary>
/// Reads a source from one line, for the command line: <c>postgres://USER@HOST:PORT/DATABASE,DATABASE?sslmode=require&amp;globals=false</c>,
/// <c>mariadb://USER@HOST:PORT/DATABASE?socket=…</c>, <c>redis://USER@HOST:PORT</c>, <c>mongodb://USER@HOST:PORT/DATABASE?oplog=true</c>,
/// <c>files:///PATH?path=…&amp;exclude=…</c>, <c>kubernetes://CONTEXT?kind=…&amp;namespace=…</c>, <c>terraform:///FOLDER?workspace=…</c>,
/// <c>key-vault://NAME</c>, <c>command:///PROGRAM?arg=…&amp;arg=…&amp;least-bytes=…</c>. A host of <c>%2Fdirectory</c> is a Unix socket's.
/// </summary>
public static class SourceUrls
{
    /// <summary>The settings that the line describes.</summary>
    /// <exception cref="RefusedException">It is none of these, says something unknown, or holds a password.</exception>
    public static SourceSettings Parse(string text)
    {
        var url = SourceUrl.Read(text);
        SourceSettings settings = url.Scheme switch
        {
            "postgres" or "postgresql" => new PostgresSettings(url.Host("/var/run/postgresql"), url.Port(5432), url.User ?? "postgres", url.Names)
            {
                SslMode = url.One("sslmode") ?? "prefer", SchemaOnly = url.Flag("schema-only", false), Globals = url.Flag("globals", true),
                RolePasswords = url.Flag("role-passwords", true), Fingerprints = url.Word("fingerprints", FingerprintDepth.Rows),
            },
            "mariadb" or "mysql" => new MariaDbSettings(url.Host("localhost"), url.Port(3306), url.User ?? "root", url.Names)
            {
                Socket = url.One("socket"), Fingerprints = url.Word("fingerprints", FingerprintDepth.Rows),
            },
            "redis" => new RedisSettings(url.Host("localhost"), url.Port(6379)) { User = url.User },
            "mongodb" => new MongoSettings(url.Host("localhost"), url.Port(27017)) { User = url.User, Database = url.Names.Count > 0 ? url.Names[0] : null, Oplog = url.Flag("oplog", false) },
            "files" => new FilesSettings([url.Path, .. url.All("path")]) { Exclude = url.All("exclude"), FullEvery = (int)url.Number("full-every", 0) },
            "kubernetes" => new KubernetesSettings(url.All("kind")) { Namespaces = url.All("namespace"), Context = url.HostOrNull },
            "terraform" => new TerraformSettings(url.Path) { Workspace = url.One("workspace") },
            "key-vault" => new KeyVaultSettings(url.Host("")),
            "command" => new CommandSettings(url.Path, url.All("arg")) { LeastBytes = url.Number("least-bytes", 1) },
            _ => throw SourceUrl.Invalid("it begins with postgres, mariadb, redis, mongodb, files, kubernetes, terraform, key-vault or command, and ://"),
        };
        url.EnsureAllRead();
        return settings;
    }

    /// <summary>The parts of one line; remembers which options were asked for, so that a mistyped one is refused instead of passed over.</summary>
    private sealed class SourceUrl(string scheme, string? user, string host, string? port, string path, List<(string Name, string Value)> options)
    {
        private readonly HashSet<string> _read = new(StringComparer.Ordinal);

        public string Scheme => scheme;

        public string? User => user;

        public string? HostOrNull => host.Length == 0 ? null : host;

        public string Path => path;

        /// <summary>Names in the path, with commas between them.</summary>
        public IReadOnlyList<string> Names => [.. path.TrimStart('/').Split(',', StringSplitOptions.RemoveEmptyEntries)];

        public static SourceUrl Read(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            var cut = text.Split("://", 2);
            if (cut.Length != 2)
            {
                throw Invalid("it has the form KIND://PLACE");
            }

            var query = cut[1].Split('?', 2);
            var slash = query[0].IndexOf('/', StringComparison.Ordinal);
            var (place, path) = slash < 0 ? (query[0], "") : (query[0][..slash], query[0][slash..]);
            var at = place.LastIndexOf('@');
            var user = at < 0 ? null : place[..at];
            if (user?.Contains(':', StringComparison.Ordinal) == true)
            {
                throw Invalid("a password does not belong into it; use --password-file");
            }

            var host = place[(at + 1)..];
            var colon = host.EndsWith(']') ? -1 : host.LastIndexOf(':');
            var (name, port) = colon < 0 ? (host, null) : (host[..colon], host[(colon + 1)..]);
            return new(cut[0], Decode(user), Decode(name)!.Trim('[', ']'), port, Decode(path)!, [.. Options(query.Length == 2 ? query[1] : "")]);
        }

        public string Host(string otherwise) => host.Length > 0 ? host : otherwise;

        public int Port(int otherwise) => port is null ? otherwise
            : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number
            : throw Invalid("a port is a number from 1 to 65535");

        public IReadOnlyList<string> All(string name)
        {
            _read.Add(name);
            return [.. options.Where(option => option.Name == name).Select(option => option.Value)];
        }

        public string? One(string name) => All(name) is [var value, ..] ? value : null;

        public bool Flag(string name, bool otherwise) => One(name) switch
        {
            null => otherwise,
            "true" => true,
            "false" => false,
            _ => throw Invalid($"{name} is true or false"),
        };

        public long Number(string name, long otherwise) => One(name) is not { } value ? otherwise
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Invalid($"{name} is a number");

        public T Word<T>(string name, T otherwise)
            where T : struct, Enum => One(name) is not { } value ? otherwise
            : Enum.GetNames<T>().FirstOrDefault(known => known.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } found ? Enum.Parse<T>(found)
            : throw Invalid($"{name} is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");

        public void EnsureAllRead()
        {
            if (options.Exists(option => !_read.Contains(option.Name)))
            {
                throw Invalid($"a source of this kind knows the options {string.Join(", ", _read.Order(StringComparer.Ordinal))} and no other");
            }
        }

        public static RefusedException Invalid(string reason) => new("source_address_invalid", $"The source's address cannot be used: {reason}.");

        private static IEnumerable<(string Name, string Value)> Options(string query)
        {
            foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var cut = pair.Split('=', 2);
                yield return cut.Length == 2 ? (cut[0], Decode(cut[1])!) : throw Invalid("each option is written name=value");
            }
        }

        private static string? Decode(string? text) => text is null ? null : Uri.UnescapeDataString(text);
    }
}
