using Chatbot.Auth.Contracts;
using Chatbot.Chat.Models.Routing;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Models;

internal static class ModelsModule
{
    public static void AddModels(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ModelsOptions>().BindConfiguration("Models").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ModelsOptionsSetup>();
        builder.Services.AddSingleton<IPostConfigureOptions<ModelsOptions>>(services => services.GetRequiredService<ModelsOptionsSetup>());
        builder.Services.AddSingleton<IValidateOptions<ModelsOptions>>(services => services.GetRequiredService<ModelsOptionsSetup>());

        // No total timeout and no retry: an answer takes its time, and is not asked for twice.
        builder.Services.AddHttpClient(ModelClients.Cloud, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((sockets, _) => sockets.ResponseDrainTimeout = PinnedAgentHandler.Drain);
        builder.Services.AddHttpClient(ModelClients.Agent, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(services => new PinnedAgentHandler(services.GetRequiredService<Registrations>()))
            .AddHttpMessageHandler(services => new ServiceTokenHandler(services.GetRequiredService<ServiceTokens>(), Scopes.Infer));

        builder.AddRouting();
        builder.Services.AddSingleton<ModelClients>();
        builder.Services.AddScoped<ModelDirectory>();
    }
}
