using Chatbot.Web.Clients;
using Chatbot.Web.Components.Models;

namespace Chatbot.Web.ModelCatalog;

internal static class ModelCatalogServices
{
    public static void AddModelCatalog(this IServiceCollection services)
    {
        services.AddScoped<HostClient>();
        services.AddScoped<ModelFeed>();
        services.AddScoped<HostFeed>();
        services.AddScoped<OperationFeed>();
        services.AddScoped<ModelSelection>();
        services.AddScoped<ModelFavourites>();
        services.AddScoped<ModelActions>();
        services.AddScoped<ModelEstimates>();
        services.AddScoped<ModelListScript>();
        services.AddScoped<PeopleNames>();
    }
}
