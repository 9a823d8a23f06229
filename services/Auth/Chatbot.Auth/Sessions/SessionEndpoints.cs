using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Auth.Sessions;

internal static class SessionEndpoints
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddScoped<SessionStore>();
        services.AddHostedService<ExpiredSessions>();
    }

    /// <summary>For people: the default policy (a person's token) holds here.</summary>
    public static void MapSessions(this WebApplication app)
    {
        var group = app.MapGroup("/api/auth").RequireAuthorization().WithTags("Sessions").WithMetadata(new SurfaceMetadata(Surfaces.Auth));
        group.MapGet("/session", ShowSession.Handle).WithName("ShowSession");
    }
}
