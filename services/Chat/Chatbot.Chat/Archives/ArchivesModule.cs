namespace Chatbot.Chat.Archives;

internal static class ArchivesModule
{
    public static void AddArchives(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ArchivesOptions>().BindConfiguration("Archives").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<ArchiveWriter>();
        builder.Services.AddScoped<ChatIntake>();
        builder.Services.AddSingleton<ImportQueue>();
        builder.Services.AddSingleton<ImportRows>();
        builder.Services.AddSingleton<ImportRun>();
        builder.Services.AddHostedService<ImportWorker>();
        builder.Services.AddHostedService<LostImports>();
    }
}
