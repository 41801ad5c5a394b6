using System.Globalization;
using System.Text;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>A way to a MariaDB or MySQL server for its own programs: all that they need, password included, stands in an options file of mode 0600.</summary>
internal sealed record MariaDbLink(string Host, int Port, string User, string? Socket, SecretText? Password)
{
    private const string OptionsFile = "mariadb.cnf";

    /// <summary>Where it is, without secrets.</summary>
    public string Endpoint => Socket ?? $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A program that reaches the server, and reads no other options than these.</summary>
    public ChildCommand Command(string program, PrivateFolder secrets, Guid? serves, IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(secrets.Path, OptionsFile);
        if (!File.Exists(path))
        {
            secrets.Write(OptionsFile, Options());
        }

        return new(program, [$"--defaults-file={path}", .. arguments]) { Serves = serves, Redacted = Password is { } password ? [password] : [] };
    }

    /// <summary>A name as SQL reads it.</summary>
    public static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A text as SQL reads it, whatever it holds and whatever the server's SQL mode is.</summary>
    public static string Literal(string text) => $"CONVERT(x'{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))}' USING utf8mb4)";

    private string Options()
    {
        var options = new StringBuilder("[client]\n").Append("user=").Append(Value(User)).Append('\n');
        if (Password is { } password)
        {
            options.Append("password=").Append(Value(password.Reveal())).Append('\n');
        }

        return Socket is null
            ? options.Append(CultureInfo.InvariantCulture, $"protocol=tcp\nhost={Value(Host)}\nport={Port}\n").ToString()
            : options.Append("protocol=socket\nsocket=").Append(Value(Socket)).Append('\n').ToString();
    }

    private static string Value(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new RefusedException("password_unusable", "A NUL character cannot be handed to MariaDB's programs.")
        : $"\"{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal)}\"";
}
