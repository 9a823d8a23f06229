namespace Chatbot.Web.ModelCatalog;

internal static class ModelCatalogServices
{
    public static void AddModelCatalog(this IServiceCollection services)
    {
        services.AddScoped<ModelFeed>();
        services.AddScoped<ModelSelection>();
        services.AddScoped<ModelActions>();
    }
}
