using System.Threading.RateLimiting;
using Chatbot.Auth.Contracts;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.ModelCatalog.Contracts;
using Chatbot.ServiceDefaults.Authentication;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;

namespace Chatbot.ModelCatalog.Enrolment;

internal static class EnrolmentModule
{
    private const string PerAddress = "enrol";
    private const int AttemptsPerMinute = 10;
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
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(PerAddress, context => RateLimitPartition.GetFixedWindowLimiter(
                AddressOf(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) }));
            limiter.OnRejected = static async (context, _) => await ApiError.RateLimit(Surfaces.Hosts, TimeSpan.FromMinutes(1)).ExecuteAsync(context.HttpContext);
        });
    }

    public static void MapEnrolment(this IEndpointRouteBuilder routes)
    {
        var hosts = routes.MapGroup("/api/hosts").WithTags("Hosts").RequireAuthorization().RequirePermission(Permissions.HostsManage).WithMetadata(new SurfaceMetadata(Surfaces.Hosts));
        hosts.MapPost("/", AddHost.HandleAsync).Produces<EnrolmentToken>(StatusCodes.Status201Created).WithName("AddHost");
        hosts.MapPost("/{id}/token", AddHost.RenewAsync).Produces<EnrolmentToken>(StatusCodes.Status201Created).WithName("RenewHostToken");
        // The token is all that proves who asks.
        routes.MapPost("/agents/enrol", EnrolAgent.HandleAsync)
            .AllowAnonymous()
            .RequireRateLimiting(PerAddress)
            .WithTags("Agents")
            .WithMetadata(new SurfaceMetadata(Surfaces.Hosts))
            .Produces<AgentCredentials>()
            .WithName("EnrolAgent");
    }

    // From outside only the web reaches this, and says who asked it.
    private static string AddressOf(HttpContext context) =>
        context.Request.Headers["X-Forwarded-For"].ToString() is { Length: > 0 } asked ? asked : context.Connection.RemoteIpAddress?.ToString() ?? "";
}
