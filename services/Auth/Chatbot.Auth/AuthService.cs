using Chatbot.Auth.Accounts;
using Chatbot.Auth.ApiKeys;
using Chatbot.Auth.Contracts;
using Chatbot.Auth.Data;
using Chatbot.Auth.Entitlements;
using Chatbot.Auth.Keys;
using Chatbot.Auth.Sessions;
using Chatbot.Auth.Tokens;
using Chatbot.Auth.Users;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Data;
using Chatbot.ServiceDefaults.Errors;

namespace Chatbot.Auth;

/// <summary>Accounts, sessions and the tokens they are traded for.</summary>
internal static class AuthService
{
    public static void AddAuth(this WebApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<AuthDbContext>("authdb", configureDbContextOptions: options => options.UseSchema(AuthDbContext.Schema));
        builder.Services.AddMigrations<AuthDbContext>();
        builder.Services.AddAuthOptions();
        builder.AddTokenAuthentication(Audiences.Auth);
        builder.Services.AddKeys();
        builder.Services.AddTokens();
        builder.Services.AddEntitlements();
        builder.Services.AddAccounts();
        builder.Services.AddSessions();
        builder.Services.AddReadiness();
        builder.Services.AddValidation();
    }

    public static void MapAuth(this WebApplication app)
    {
        app.UseApiErrors();
        app.UseReadiness(); // Before authentication: discovery and the token endpoint are answered there.
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapTokens();
        app.MapAgentClients();
        app.MapSignIn();
        app.MapSessions();
        app.MapApiKeys();
        app.MapUsers();
    }
}
