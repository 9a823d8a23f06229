using Chatbot.Chat.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Chatbot.Chat.Conversations;

internal static class ConversationsModule
{
    public static void AddConversations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConversationsOptions>().BindConfiguration("Conversations").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<ConversationAccess>();
        builder.Services.AddScoped<ConversationSearch>();
        builder.Services.AddScoped<WhatIsSaid>();
        builder.Services.AddScoped<ChatTurn>();
        builder.Services.AddHostedService<DeletedConversations>();
        // A type with a converter of its own tells nothing of its shape.
        builder.Services.Configure<OpenApiOptions>("v1", options => options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(ChatParent)) (schema.Type, schema.Format) = (JsonSchemaType.String | JsonSchemaType.Null, "uuid");
            return Task.CompletedTask;
        }));
    }
}
