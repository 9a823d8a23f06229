namespace Chatbot.Chat.Generations;

internal static class GenerationEndpoints
{
    public static void MapGenerations(this IEndpointRouteBuilder chat)
    {
        chat.MapGet("/{id}/stream", ResumeStream.HandleAsync).WithName("ResumeStream").Produces(200, contentType: "text/event-stream");
        chat.MapPost("/{id}/stop", StopGeneration.HandleAsync).WithName("StopGeneration").Produces(202);
    }
}
