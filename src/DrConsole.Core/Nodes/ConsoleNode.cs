using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Nodes;

/// <summary>A running console process, as it reported itself to the database.</summary>
public sealed class ConsoleNode
{
    /// <summary>Host name and process id: a process that starts again is another node.</summary>
    public required string Id { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset SeenAt { get; set; }

    /// <summary>The node's clock minus the database's, in seconds.</summary>
    public double ClockSkewSeconds { get; set; }

    /// <summary>When its scheduler last woke.</summary>
    public DateTimeOffset? SchedulerSeenAt { get; set; }

    public required string SoftwareVersion { get; init; }
}

internal sealed class ConsoleNodeMapping : IEntityTypeConfiguration<ConsoleNode>
{
    public void Configure(EntityTypeBuilder<ConsoleNode> node)
    {
        node.ToTable("console_node");
        node.Property(n => n.Id).HasMaxLength(200);
        node.Property(n => n.SoftwareVersion).HasMaxLength(100);
    }
}
