using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DrConsole.Database.Migrations
{
    /// <inheritdoc />
    public partial class KnownWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddCheckConstraint(
                name: "incident_item_known_words",
                table: "incident_item",
                sql: "state IN ('ToDo', 'Doing', 'Done', 'Failed', 'Skipped', 'NotApplicable')");

            migrationBuilder.AddCheckConstraint(
                name: "incident_known_words",
                table: "incident",
                sql: "state IN ('Open', 'Resolved') AND kind IN ('Real', 'Drill', 'Test')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "incident_item_known_words",
                table: "incident_item");

            migrationBuilder.DropCheckConstraint(
                name: "incident_known_words",
                table: "incident");
        }
    }
}
