using Chatbot.Chat.Contracts;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.Conversations;

internal static class ConversationEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        var chat = api.MapGroup("/chat").WithTags("Conversations").WithMetadata(new SurfaceMetadata(Surfaces.Chat));
        chat.MapPost("/", PostChat.HandleAsync).WithName("PostChat").Produces(200, contentType: "text/event-stream");
        chat.MapDelete("/", DeleteConversation.HandleAsync).WithName("DeleteChat").Produces<ChatSummary>();
        chat.MapGet("/{id}", GetConversation.HandleAsync).WithName("GetChat").Produces<ChatDetail>();
        chat.MapPatch("/{id}", PatchConversation.HandleAsync).WithName("PatchChat").Produces<ChatSummary>();
        chat.MapPost("/{id}/restore", RestoreConversation.HandleAsync).WithName("RestoreChat").Produces<ChatSummary>();

        var history = api.MapGroup("/history").WithTags("Conversations").WithMetadata(new SurfaceMetadata(Surfaces.History));
        history.MapGet("/", ListHistory.HandleAsync).WithName("GetHistory").Produces<ChatHistory>();
        history.MapDelete("/", DeleteHistory.HandleAsync).WithName("DeleteHistory").Produces<DeletedHistory>();
    }
}
