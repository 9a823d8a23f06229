namespace Chatbot.LmStudioAgent.Inference;

internal static class InferenceEndpoints
{
    public static void MapInference(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/chat/completions", CompleteChat.HandleAsync)
            .WithName("CompleteChat")
            .WithSummary("One chat completion on the instance of the ticket, LM Studio's answer unchanged.");
}
