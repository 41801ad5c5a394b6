using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Access;

internal sealed class ConsoleUserMapping : IEntityTypeConfiguration<ConsoleUser>
{
    public void Configure(EntityTypeBuilder<ConsoleUser> user)
    {
        user.ToTable("console_user");
        user.Property(u => u.UserName).HasMaxLength(128);
        user.Property(u => u.NormalizedUserName).HasMaxLength(128);
        user.Property(u => u.DisplayName).HasMaxLength(128);
        user.Property<uint>("Version").IsRowVersion();
        user.HasIndex(u => u.NormalizedUserName).IsUnique();
    }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.ToTable("api_token");
        token.Property(t => t.Name).HasMaxLength(128);
        token.Property(t => t.Role).HasMaxLength(32);
        token.HasIndex(t => t.SecretHash).IsUnique();
    }
}
