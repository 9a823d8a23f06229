using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Chatbot.Chat.Data.Migrations
{
    /// <inheritdoc />
    public partial class MessageOwners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: while an upgrade rolls, the version before this one still writes, and knows nothing of the column.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION chat.own_message() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.owner_id := (SELECT owner_id FROM chat.chats WHERE id = NEW.chat_id);
                    RETURN NEW;
                END $$;
                CREATE TRIGGER own_message BEFORE INSERT ON chat.messages FOR EACH ROW
                    WHEN (NEW.owner_id = '00000000-0000-0000-0000-000000000000') EXECUTE FUNCTION chat.own_message();
                UPDATE chat.messages m SET owner_id = c.owner_id FROM chat.chats c
                    WHERE c.id = m.chat_id AND m.owner_id = '00000000-0000-0000-0000-000000000000';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER own_message ON chat.messages;
                DROP FUNCTION chat.own_message();
                """);
        }
    }
}
