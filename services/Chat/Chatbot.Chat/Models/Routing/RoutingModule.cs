namespace Chatbot.Chat.Models.Routing;

internal static class RoutingModule
{
    public static void AddRouting(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Registrations>();
        builder.Services.AddSingleton<HostTable>();
        builder.Services.AddSingleton<Placements>();
        builder.Services.AddSingleton<RecentFailures>();
        builder.Services.AddSingleton<Routes>();
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<ConversationPlaces>();
        builder.Services.AddSingleton<Router>();
    }
}
