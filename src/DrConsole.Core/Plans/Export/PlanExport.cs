using System.Security.Cryptography;
using System.Text;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;

namespace DrConsole.Plans.Export;

/// <summary>Plans as files. Each export is itself an audit entry of the console's chain.</summary>
public sealed class PlanExport(AuditedChanges changes, IPlanQueries plans)
{
    /// <summary>A published version as a file.</summary>
    /// <exception cref="NotFoundException">There is no such version.</exception>
    public async Task<ExportFile> VersionAsync(Actor actor, Guid commandId, Guid versionId, PlanFormat format, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ReadPlan, ct);
        var version = await plans.VersionAsync(versionId, ct) ?? throw new NotFoundException("plan version", versionId);
        var file = ExportFile.Of(version.Document, format, $"v{version.Summary.Number}");
        await RecordAsync(actor, commandId, "plan.exported", new { version.Summary.PlanId, versionId, version.Summary.Number, format = file.Extension, sha256 = Hash(file) }, ct);
        return file;
    }

    /// <summary>A draft as a file, as it stands now.</summary>
    /// <exception cref="NotFoundException">There is no such draft.</exception>
    public async Task<ExportFile> DraftAsync(Actor actor, Guid commandId, Guid draftId, PlanFormat format, CancellationToken ct)
    {
        await changes.EnsureMayAsync(actor, Right.ReadPlan, ct);
        var draft = await plans.DraftAsync(draftId, ct) ?? throw new NotFoundException("draft", draftId);
        var file = ExportFile.Of(draft.Document, format, "draft");
        await RecordAsync(actor, commandId, "plan.draft.exported", new { draft.PlanId, draftId, format = file.Extension, sha256 = Hash(file) }, ct);
        return file;
    }

    private Task<bool> RecordAsync(Actor actor, Guid commandId, string action, object detail, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ReadPlan, change =>
        {
            change.Record(AuditChain.Console, action, detail);
            return Task.FromResult(true);
        }, ct);

    private static string Hash(ExportFile file) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Text)));
}
