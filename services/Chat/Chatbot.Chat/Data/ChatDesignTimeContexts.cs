using Chatbot.ServiceDefaults.Data;

namespace Chatbot.Chat.Data;

internal sealed class ChatDesignTimeContexts() : DesignTimeContexts<ChatDbContext>(ChatDbContext.Schema, options => new ChatDbContext(options));
