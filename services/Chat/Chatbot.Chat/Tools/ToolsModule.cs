using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Chatbot.Chat.Tools;

internal static class ToolsModule
{
    public static void AddTools(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ToolsOptions>().BindConfiguration("Tools").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ToolsOptions>, ValidateToolsOptions>();
        // The tool has a deadline for all of a call; an answer from elsewhere is none of the configured service.
        builder.Services
            .AddHttpClient(WeatherTool.HttpClientName, client => (client.Timeout, client.MaxResponseContentBufferSize) = (Timeout.InfiniteTimeSpan, WeatherTool.LargestResponse))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        builder.Services.AddSingleton<AIFunction, WeatherTool>();
        builder.Services.AddSingleton<ToolSet>();
        builder.Services.AddSingleton<ToolRunner>();
    }
}
