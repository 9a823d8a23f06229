namespace Chatbot.Chat.Titles;

internal static class TitlesModule
{
    public static void AddTitles(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TitlesOptions>().BindConfiguration("Titles").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<TitleModels>();
        builder.Services.AddSingleton<ChatTitles>();
    }
}
