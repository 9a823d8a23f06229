using Chatbot.Auth.Contracts;
using Chatbot.Chat.Archives;
using Chatbot.Chat.Conversations;
using Chatbot.Chat.Data;
using Chatbot.Chat.Files;
using Chatbot.Chat.Generations;
using Chatbot.Chat.Limits;
using Chatbot.Chat.Messaging;
using Chatbot.Chat.Models;
using Chatbot.Chat.OpenAi;
using Chatbot.Chat.Titles;
using Chatbot.Chat.Tools;
using Chatbot.Chat.Votes;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Data;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat;

/// <summary>Composition root: conversations, their generations, and the models that answer.</summary>
internal static class ChatService
{
    public static void AddChat(this IHostApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<ChatDbContext>("chatdb", configureDbContextOptions: options => options.UseSchema(ChatDbContext.Schema));
        builder.AddRedisClient("redis");
        builder.AddTokenAuthentication(Audiences.Chat);
        builder.Services.AddServiceTokens(Clients.Chat);
        builder.Services.AddMigrations<ChatDbContext>();
        builder.Services.AddSingleton<ReplicaId>();
        builder.AddLimits();
        builder.AddFiles();
        builder.AddModels();
        builder.AddTools();
        builder.AddTitles();
        builder.Services.AddOpenAi();
        builder.AddHostReports();
        builder.AddGenerations();
        builder.Services.AddScoped<GenerationStart>();
        builder.Services.AddScoped<WhatGoesOn>();
        builder.AddConversations();
        builder.AddArchives();
    }

    public static void MapChat(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization();
        api.MapConversations();
        api.MapVotes();
        api.MapArchives();
        api.MapFiles();
        api.MapGroup("/chat").WithTags("Generations").WithMetadata(new SurfaceMetadata(Surfaces.Stream)).MapGenerations();
        app.MapOpenAi();
    }
}
