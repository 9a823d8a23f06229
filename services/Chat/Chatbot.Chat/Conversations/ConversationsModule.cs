namespace Chatbot.Chat.Conversations;

internal static class ConversationsModule
{
    public static void AddConversations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConversationsOptions>().BindConfiguration("Conversations").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<ConversationAccess>();
        builder.Services.AddScoped<ConversationSearch>();
        builder.Services.AddScoped<WhatIsSaid>();
        builder.Services.AddHostedService<DeletedConversations>();
    }
}
