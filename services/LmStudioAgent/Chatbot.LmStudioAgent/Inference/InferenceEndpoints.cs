namespace Chatbot.LmStudioAgent.Inference;

internal static class InferenceEndpoints
{
    public static void MapInference(this IEndpointRouteBuilder app)
    {
        // LM Studio's own paths: a request goes to where it came.
        app.MapPost("/v1/chat/completions", RedeemTicket.HandleAsync)
            .WithName("CompleteChat")
            .WithSummary("One chat completion on the instance of the ticket, LM Studio's answer unchanged.");
        app.MapPost("/v1/embeddings", RedeemTicket.HandleAsync)
            .WithName("CreateEmbeddings")
            .WithSummary("Embeddings by the instance of the ticket, LM Studio's answer unchanged.");
    }
}
