namespace Chatbot.Web.History;

internal static class HistoryServices
{
    public static void AddHistory(this IServiceCollection services)
    {
        services.AddScoped<HistoryState>();
        services.AddScoped<HistoryActions>();
    }
}
