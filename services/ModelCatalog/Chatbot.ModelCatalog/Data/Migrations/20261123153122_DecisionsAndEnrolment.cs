using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Chatbot.ModelCatalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class DecisionsAndEnrolment : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "cancel_requested_by",
                schema: "catalog",
                table: "operations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "quantization",
                schema: "catalog",
                table: "operations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_accounts_to_remove",
                schema: "catalog",
                table: "hosts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "token_expires_at",
                schema: "catalog",
                table: "hosts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "token_hash",
                schema: "catalog",
                table: "hosts",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "operation_decisions",
                schema: "catalog",
                columns: table => new
                {
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: false),
                    inputs = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operation_decisions", x => new { x.operation_id, x.number });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "operation_decisions",
                schema: "catalog");

            migrationBuilder.DropColumn(
                name: "cancel_requested_by",
                schema: "catalog",
                table: "operations");

            migrationBuilder.DropColumn(
                name: "quantization",
                schema: "catalog",
                table: "operations");

            migrationBuilder.DropColumn(
                name: "has_accounts_to_remove",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "token_expires_at",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "token_hash",
                schema: "catalog",
                table: "hosts");
        }
    }
}
