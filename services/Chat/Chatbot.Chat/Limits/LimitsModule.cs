namespace Chatbot.Chat.Limits;

internal static class LimitsModule
{
    public static void AddLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitsOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AddressHash>();
        builder.Services.AddScoped<GuestAddress>();
        builder.Services.AddScoped<AddressCount>();
        builder.Services.AddScoped<DailyLimit>();
        builder.Services.AddScoped<UploadLimit>();
        builder.Services.AddHostedService<UsageSweep>();
    }
}
