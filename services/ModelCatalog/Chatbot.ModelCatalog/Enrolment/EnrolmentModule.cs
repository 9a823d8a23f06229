using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace Chatbot.ModelCatalog.Enrolment;

internal static class EnrolmentModule
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddEnrolment(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BrokerOptions>().BindConfiguration("Broker").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<BrokerOptions>, ValidateBrokerOptions>();
        builder.Services.AddScoped<Enrolments>();
        builder.Services.AddSingleton<EnrolledHosts>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EnrolledHosts>());
        builder.Services.AddHttpClient<BrokerUsers>(client => client.Timeout = Patience);
        builder.Services.AddHttpClient<AgentAccounts>(client => (client.BaseAddress, client.Timeout) = (new Uri("http://auth/"), Patience))
            .AddHttpMessageHandler(services => new ServiceTokenHandler(services.GetRequiredService<ServiceTokens>(), Scopes.ManageAgents));
    }

    public static void MapEnrolment(this IEndpointRouteBuilder routes)
    {
        var hosts = routes.MapGroup("/api/hosts").WithTags("Hosts").RequireAuthorization().RequirePermission(Permissions.HostsManage).WithMetadata(new SurfaceMetadata(Surfaces.Hosts));
        hosts.MapPost("/", AddHost.HandleAsync).Produces<EnrolmentToken>(StatusCodes.Status201Created).WithName("AddHost");
        hosts.MapPost("/{id}/token", AddHost.RenewAsync).Produces<EnrolmentToken>(StatusCodes.Status201Created).WithName("RenewHostToken");
        // The token is all that proves who asks; how often somebody may, the web counts.
        routes.MapPost("/agents/enrol", EnrolAgent.HandleAsync)
            .AllowAnonymous()
            .WithTags("Agents")
            .WithMetadata(new SurfaceMetadata(Surfaces.Hosts))
            .Produces<AgentCredentials>()
            .WithName("EnrolAgent");
    }
}
