using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Auth.ApiKeys;

internal static class ApiKeyEndpoints
{
    /// <summary>For people who have signed in: a key that could make keys would never be revoked for good.</summary>
    public static void MapApiKeys(this WebApplication app)
    {
        var keys = app.MapGroup("/api/keys")
            .RequirePerson(policy => policy.RequireAssertion(context =>
                !context.User.HasClaim(claim => claim.Type == ChatbotClaims.ApiKey) && !context.User.HasClaim(ChatbotClaims.UserType, UserTypes.Guest)))
            .WithTags("Keys")
            .WithMetadata(new SurfaceMetadata(Surfaces.Auth));
        keys.MapGet("/", ListApiKeys.HandleAsync).WithName("ListApiKeys");
        keys.MapPost("/", CreateApiKey.HandleAsync).WithName("CreateApiKey").Produces<NewApiKey>(201);
        keys.MapDelete("/", RevokeApiKey.HandleAsync).WithName("RevokeApiKey").Produces(204);
    }
}
