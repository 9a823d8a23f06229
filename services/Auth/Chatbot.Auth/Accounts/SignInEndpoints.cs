using Chatbot.Auth.Contracts;
using Chatbot.Auth.Sessions;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Auth.Accounts;

internal static class SignInEndpoints
{
    /// <summary>For the web's own client alone.</summary>
    public static void MapSignIn(this WebApplication app)
    {
        var group = app.MapGroup("/signin")
            .RequireAuthorization(TokenAuthentication.RequireScope(Scopes.SignIn))
            .WithTags("Sign-in")
            .WithMetadata(new SurfaceMetadata(Surfaces.Auth));
        group.MapPost("/guest", StartGuest.HandleAsync).WithName("StartGuest");
        group.MapPost("/password", SignInWithPassword.HandleAsync).WithName("SignInWithPassword");
        group.MapPost("/password/change", ChangePassword.HandleAsync).WithName("ChangePassword");
        group.MapPost("/register", Register.HandleAsync).WithName("Register");
        group.MapPost("/end", EndSession.HandleAsync).WithName("EndSession");
    }
}
