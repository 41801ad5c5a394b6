using DrConsole.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

return 0;

/// <summary>Gives "dotnet ef" the model; it never connects.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<DrDbContext>
{
    public DrDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<DrDbContext>().UseNpgsql("Host=localhost;Database=design").Options);
}
