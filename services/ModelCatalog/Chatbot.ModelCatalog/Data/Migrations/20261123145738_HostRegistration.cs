using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Chatbot.ModelCatalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class HostRegistration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "agent_id",
                schema: "catalog",
                table: "hosts",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "certificate_sha256",
                schema: "catalog",
                table: "hosts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "connected_at",
                schema: "catalog",
                table: "hosts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "draining",
                schema: "catalog",
                table: "hosts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "enrolled_address",
                schema: "catalog",
                table: "hosts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "enrolled_at",
                schema: "catalog",
                table: "hosts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "epoch",
                schema: "catalog",
                table: "hosts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "evict_foreign",
                schema: "catalog",
                table: "hosts",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "given_name",
                schema: "catalog",
                table: "hosts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "memory_budget_bytes",
                schema: "catalog",
                table: "hosts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "removed_at",
                schema: "catalog",
                table: "hosts",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "agent_id",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "certificate_sha256",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "connected_at",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "draining",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "enrolled_address",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "enrolled_at",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "epoch",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "evict_foreign",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "given_name",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "memory_budget_bytes",
                schema: "catalog",
                table: "hosts");

            migrationBuilder.DropColumn(
                name: "removed_at",
                schema: "catalog",
                table: "hosts");
        }
    }
}
