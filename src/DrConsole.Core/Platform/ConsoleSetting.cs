using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Platform;

/// <summary>A choice that holds for the whole console and is made in it, not in its configuration.</summary>
public sealed class ConsoleSetting
{
    /// <summary>Name of the setting, e.g. <c>plans.two-person-rule</c>.</summary>
    public required string Key { get; init; }

    public required string Value { get; set; }

    public required string ChangedByName { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class ConsoleSettingMapping : IEntityTypeConfiguration<ConsoleSetting>
{
    public void Configure(EntityTypeBuilder<ConsoleSetting> setting)
    {
        setting.ToTable("console_setting");
        setting.HasKey(s => s.Key);
        setting.Property(s => s.Key).HasMaxLength(100);
        setting.Property(s => s.Value).HasMaxLength(2000);
        setting.Property(s => s.ChangedByName).HasMaxLength(200);
        setting.Property<uint>("Version").IsRowVersion();
    }
}
