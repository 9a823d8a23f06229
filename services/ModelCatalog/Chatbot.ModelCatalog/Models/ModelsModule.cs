using Chatbot.Auth.Contracts;
using Chatbot.ModelCatalog.Hosts;
using Chatbot.ServiceDefaults.Authentication;
using Microsoft.Extensions.Options;

namespace Chatbot.ModelCatalog.Models;

internal static class ModelsModule
{
    public static void AddModels(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CloudOptions>().BindConfiguration("").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CloudOptions>, ValidateCloudOptions>();
        builder.Services.AddSingleton<ModelDirectory>();
        builder.Services.AddServiceTokens(Clients.Catalog);
        builder.Services.AddAgentClient(nameof(AgentEstimates));
        builder.Services.AddSingleton<AgentEstimates>();
    }
}
