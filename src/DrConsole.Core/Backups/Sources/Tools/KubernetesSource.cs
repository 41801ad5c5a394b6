using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Tools;

/// <summary>Kubernetes objects by <c>kubectl get KIND -o yaml</c>: a stream per namespace and kind. The kubeconfig is a file of mode 0600 that only kubectl reads.</summary>
internal sealed class KubernetesSource(KubernetesSettings settings, SecretText? kubeconfig, TimeProvider clock) : IBackupSource
{
    private const string ConfigFile = "kubeconfig";

    /// <summary>An empty list has this much: apiVersion, items, kind, metadata.</summary>
    private const long LeastBytes = 30;

    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        if (settings.Kinds.Count == 0)
        {
            throw new RefusedException("kinds_missing", "No kind of object is named. Name some, e.g. configmaps, secrets, deployments.apps.");
        }

        using var secrets = PrivateFolder.Create();
        var (client, server) = await VersionsAsync(secrets, ct);
        foreach (var place in Places)
        {
            foreach (var kind in settings.Kinds)
            {
                await EnsureAllowedAsync(secrets, place, kind, ct);
            }
        }

        return new($"Kubernetes {server}", $"kubectl {client}", null, []);
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (client, server) = await VersionsAsync(context.Secrets, ct);
        var (found, empty) = (0L, new List<string>());
        var streams = Places.SelectMany(place => settings.Kinds.Select(kind => new SourceOutput(
            $"{(place is null ? "all" : StreamNames.Of(place))}.{StreamNames.Of(kind)}.yaml", StreamFormat.Yaml, $"kubectl {client}", LeastBytes,
            _ =>
            {
                var count = new YamlItems();
                return Task.FromResult<IProducer>(ChildProducer.Start(
                    Command(context.Secrets, ["get", kind, .. Where(place), "--output=yaml", "--chunk-size=500"]) with { Serves = context.RunId },
                    output =>
                    {
                        found += count.Items;
                        if (count.Items == 0)
                        {
                            empty.Add($"{kind} in {place ?? "all namespaces"}");
                        }

                        return output.Head.StartsWith("apiVersion:"u8) && count.HasKind ? null : "what it wrote is no list of objects.";
                    },
                    through: raw => new ObservedStream(raw, bytes => count.Add(bytes))));
            })));
        return new SimpleSession(clock.GetUtcNow(), [.. streams], _ => Task.FromResult(Facts(server, found, empty)));
    }

    private IReadOnlyList<string?> Places => settings.Namespaces.Count == 0 ? [null] : [.. settings.Namespaces];

    private static string[] Where(string? place) => place is null ? ["--all-namespaces"] : ["--namespace", place];

    // A mistyped namespace answers with an empty list and exit code 0.
    private SourceFacts Facts(string server, long found, List<string> empty) => empty.Count > 0 && !settings.EmptyIsGood
        ? throw new RefusedException("source_incomplete", $"There are no {string.Join(", no ", empty)}: an empty answer is no backup. Mend the names, or allow empty answers in the source's settings.")
        : new() { ServerVersion = $"Kubernetes {server}", Endpoint = settings.Context, Items = found, Remarks = [.. empty.Select(what => $"There were no {what}.")] };

    private async Task<(string Client, string Server)> VersionsAsync(PrivateFolder secrets, CancellationToken ct)
    {
        try
        {
            using var answer = JsonDocument.Parse(await ChildProcess.ReadAsync(Command(secrets, ["version", "--output=json"]), ct));
            return (answer.RootElement.GetProperty("clientVersion").GetProperty("gitVersion").GetString()!, answer.RootElement.GetProperty("serverVersion").GetProperty("gitVersion").GetString()!);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException || (failure is RefusedException { Code: "program_failed" }))
        {
            throw new RefusedException("kubernetes_unreachable", $"The cluster does not answer kubectl: {failure.Message} Is the kubeconfig right, and does the network let us through?");
        }
    }

    private async Task EnsureAllowedAsync(PrivateFolder secrets, string? place, string kind, CancellationToken ct)
    {
        await using var child = ChildProcess.Start(Command(secrets, ["auth", "can-i", "list", kind, .. Where(place)]));
        using var reader = new StreamReader(child.Output);
        var answer = (await reader.ReadToEndAsync(ct)).Trim();
        var exit = await child.WaitAsync(ct);
        if (answer != "yes")
        {
            throw new RefusedException("kubernetes_denied", $"kubectl may not list {kind} in {place ?? "all namespaces"} ({(answer.Length > 0 ? answer : exit.Said)}). Bind a role with the verbs get and list on {kind} to its account.");
        }
    }

    private ChildCommand Command(PrivateFolder secrets, IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(secrets.Path, ConfigFile);
        if (!File.Exists(path))
        {
            secrets.Write(ConfigFile, (kubeconfig ?? throw new RefusedException("kubeconfig_missing", "No kubeconfig is set. Enter it as the source's material.")).Reveal());
        }

        return new("kubectl", [$"--kubeconfig={path}", .. settings.Context is null ? Array.Empty<string>() : [$"--context={settings.Context}"], "--request-timeout=5m", .. arguments])
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = secrets.Path }, // its caches go with the secrets
        };
    }
}
