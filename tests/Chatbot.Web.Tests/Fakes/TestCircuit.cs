using System.Security.Claims;
using Chatbot.Auth.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.Web.Clients;
using Chatbot.Web.Components;
using Chatbot.Web.Conversations;
using Chatbot.Web.History;
using Chatbot.Web.ModelCatalog;
using Chatbot.Web.Security;
using Chatbot.Web.Sessions;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>What a circuit has at hand, with the services faked and somebody signed in; no browser.</summary>
internal static class TestCircuit
{
    public static async Task AddCircuitAsync(this IServiceCollection services, FakeServices fakes, bool asGuest = false)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IOptions<ServiceClientOptions>>(Options.Create(new ServiceClientOptions { ClientId = Auth.Contracts.Clients.Web, ClientSecret = "secret" }));
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<Doorkeeper>();
        services.AddHttpContextAccessor();
        services.AddHttpClient(SessionTokens.ClientName, client => client.BaseAddress = new Uri("http://auth/"));
        services.AddHttpClient<AuthClient>(client => client.BaseAddress = new Uri("http://auth/"));
        services.AddServiceClients();
        services.AddModelCatalog();
        services.AddHistory();
        services.AddConversations();
        services.AddScoped<CircuitSession>();
        services.AddScoped<ToastState>();
        services.AddScoped<PageScript>();
        services.AddScoped<BrowserClock>();
        services.AddScoped<CircuitLine>();
        services.PostConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(handler => handler.PrimaryHandler = fakes.Handler()));

        await using var provider = services.BuildServiceProvider();
        var auth = provider.GetRequiredService<AuthClient>();
        var outcome = asGuest ? await auth.GuestAsync(default) : await auth.PasswordAsync(new PasswordSignIn("ada@example.com", "correct horse"), default);
        var principal = new WebSession(outcome.SignedIn!.Handle, outcome.SignedIn.User).ToPrincipal();
        services.AddSingleton<AuthenticationStateProvider>(new SignedInProvider(principal));
    }

    private sealed class SignedInProvider(ClaimsPrincipal principal) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(principal));
    }
}
