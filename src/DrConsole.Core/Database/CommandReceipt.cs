using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Database;

/// <summary>
/// Proof that a command with a client-made id was carried out, with its result. Written in the same transaction:
/// a client that does not know whether its command was saved sends it again, and it is done once.
/// </summary>
public sealed class CommandReceipt
{
    public Guid Id { get; init; }

    public Guid ActorId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The result as JSON.</summary>
    public required string Result { get; init; }
}

internal sealed class CommandReceiptMapping : IEntityTypeConfiguration<CommandReceipt>
{
    public void Configure(EntityTypeBuilder<CommandReceipt> receipt)
    {
        receipt.ToTable("command_receipt");
        receipt.Property(r => r.Result).HasColumnType("jsonb");
    }
}
