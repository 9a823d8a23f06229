using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Chatbot.Chat.Data.Migrations
{
    /// <inheritdoc />
    public partial class Answers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "owner_id",
                schema: "chat",
                table: "messages",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            // By hand: whose the messages are that are there already.
            migrationBuilder.Sql("UPDATE chat.messages m SET owner_id = c.owner_id FROM chat.chats c WHERE c.id = m.chat_id");

            migrationBuilder.AddColumn<string>(
                name: "usage",
                schema: "chat",
                table: "messages",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "deleted_at",
                schema: "chat",
                table: "chats",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "pinned",
                schema: "chat",
                table: "chats",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "search",
                schema: "chat",
                table: "messages",
                type: "tsvector",
                nullable: true,
                computedColumnSql: "to_tsvector('simple', regexp_replace(left(jsonb_path_query_array(parts, '$[*] ? (@.type == \"text\").text')::text, 150000), '\\\\(u[0-9a-f]{4}|.)', ' ', 'g')) || array_to_tsvector(ARRAY[owner_id::text])",
                stored: true);

            migrationBuilder.CreateTable(
                name: "address_usage",
                schema: "chat",
                columns: table => new
                {
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    window_started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_address_usage", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "files",
                schema: "chat",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    original_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    media_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "imports",
                schema: "chat",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    replica = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    chats = table.Column<int>(type: "integer", nullable: false),
                    messages = table.Column<int>(type: "integer", nullable: false),
                    skipped = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "votes",
                schema: "chat",
                columns: table => new
                {
                    chat_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_upvoted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_votes", x => new { x.chat_id, x.message_id });
                    table.ForeignKey(
                        name: "fk_votes_chats_chat_id",
                        column: x => x.chat_id,
                        principalSchema: "chat",
                        principalTable: "chats",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_votes_messages_message_id",
                        column: x => x.message_id,
                        principalSchema: "chat",
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "message_files",
                schema: "chat",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(60)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_files", x => new { x.message_id, x.file_name });
                    table.ForeignKey(
                        name: "fk_message_files_files_file_name",
                        column: x => x.file_name,
                        principalSchema: "chat",
                        principalTable: "files",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_message_files_messages_message_id",
                        column: x => x.message_id,
                        principalSchema: "chat",
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_search",
                schema: "chat",
                table: "messages",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_chats_deleted_at",
                schema: "chat",
                table: "chats",
                column: "deleted_at",
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_chats_owner_id_created_at",
                schema: "chat",
                table: "chats",
                columns: new[] { "owner_id", "created_at" },
                filter: "pinned");

            migrationBuilder.CreateIndex(
                name: "ix_address_usage_window_started_at",
                schema: "chat",
                table: "address_usage",
                column: "window_started_at");

            migrationBuilder.CreateIndex(
                name: "ix_files_created_at",
                schema: "chat",
                table: "files",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_files_owner_id",
                schema: "chat",
                table: "files",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_imports_owner_id",
                schema: "chat",
                table: "imports",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_imports_owner_id1",
                schema: "chat",
                table: "imports",
                column: "owner_id",
                unique: true,
                filter: "state = 'running'");

            migrationBuilder.CreateIndex(
                name: "ix_message_files_file_name",
                schema: "chat",
                table: "message_files",
                column: "file_name");

            migrationBuilder.CreateIndex(
                name: "ix_votes_message_id",
                schema: "chat",
                table: "votes",
                column: "message_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "address_usage",
                schema: "chat");

            migrationBuilder.DropTable(
                name: "imports",
                schema: "chat");

            migrationBuilder.DropTable(
                name: "message_files",
                schema: "chat");

            migrationBuilder.DropTable(
                name: "votes",
                schema: "chat");

            migrationBuilder.DropTable(
                name: "files",
                schema: "chat");

            migrationBuilder.DropIndex(
                name: "ix_messages_search",
                schema: "chat",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_chats_deleted_at",
                schema: "chat",
                table: "chats");

            migrationBuilder.DropIndex(
                name: "ix_chats_owner_id_created_at",
                schema: "chat",
                table: "chats");

            migrationBuilder.DropColumn(
                name: "search",
                schema: "chat",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "owner_id",
                schema: "chat",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "usage",
                schema: "chat",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                schema: "chat",
                table: "chats");

            migrationBuilder.DropColumn(
                name: "pinned",
                schema: "chat",
                table: "chats");
        }
    }
}
