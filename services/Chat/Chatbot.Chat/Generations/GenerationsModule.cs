using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Generations;

internal static class GenerationsModule
{
    public static void AddGenerations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<GenerationsOptions>().BindConfiguration("Generations").ValidateDataAnnotations().ValidateOnStart();
        // The time to finish, and ten seconds to write the seams.
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<GenerationsOptions>>(
            (host, generations) => host.ShutdownTimeout = TimeSpan.FromSeconds(generations.Value.DrainSeconds + 10));

        builder.Services.AddSingleton<LiveGenerations>();
        builder.Services.AddSingleton<IGenerationLogStore, RedisGenerationLogStore>();
        builder.Services.AddSingleton<GenerationLogs>();
        builder.Services.AddSingleton<GenerationEnd>();
        builder.Services.AddSingleton<Prompt>();
        builder.Services.AddSingleton<Answering>();
        builder.Services.AddSingleton<Succession>();
        builder.Services.AddSingleton<Takeover>();
        builder.Services.AddSingleton<GenerationRunner>();

        // Stopped in reverse order: first answers finish, then their log is written out, then the replica says goodbye.
        builder.Services.AddHostedService<Heartbeat>();
        AddHosted<LogWriter>(builder.Services);
        AddHosted<StopSignals>(builder.Services);
        AddHosted<Drain>(builder.Services);
    }

    private static void AddHosted<TService>(IServiceCollection services) where TService : class, IHostedService
    {
        services.AddSingleton<TService>();
        services.AddHostedService(provider => provider.GetRequiredService<TService>());
    }
}
