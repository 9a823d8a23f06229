using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Chat.OpenAi;

/// <summary><c>/v1</c>: the models of the drop-down for clients of the OpenAI API. Their requests pass on as they are, but for the model's name.</summary>
internal static class OpenAiEndpoints
{
    public static void AddOpenAi(this IServiceCollection services)
    {
        services.AddSingleton<ModelUsage>();
        services.AddScoped<PassThrough>();
    }

    public static void MapOpenAi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/v1")
            .RequireAuthorization(TokenAuthentication.RequireScope(Scopes.OpenAi))
            .WithTags("OpenAI")
            .WithMetadata(new SurfaceMetadata(Surfaces.Models));
        api.MapGet("/models", ListModels.Handle).WithName("ListModels").Produces<ModelList>();
        api.MapGet("/models/{**id}", ListModels.HandleOne).WithName("ShowModel").Produces<ModelObject>();
        api.MapPost("/chat/completions", CompleteChat.HandleAsync).WithName("CompleteChat").Accepts<object>("application/json").Produces(200);
        api.MapPost("/embeddings", CreateEmbeddings.HandleAsync).WithName("CreateEmbeddings").Accepts<object>("application/json").Produces(200);
    }
}
