namespace Chatbot.Web.Conversations;

internal static class ConversationServices
{
    public static void AddConversations(this IServiceCollection services)
    {
        services.AddScoped<AnswerStream>();
        services.AddTransient<Conversation>();
        services.AddOptions<SuggestionOptions>().BindConfiguration("Chat");
    }
}
