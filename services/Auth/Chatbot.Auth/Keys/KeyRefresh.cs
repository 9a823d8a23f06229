namespace Chatbot.Auth.Keys;

/// <summary>Brings the keys of the database into the ring, again and again: another replica may have made a new one.</summary>
internal sealed partial class KeyRefresh(IServiceScopeFactory scopes, KeyRing ring, TimeProvider time, ILogger<KeyRefresh> logger)
{
    // Well below KeyStore.PublishBefore.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(3);

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        ring.Set(await scope.ServiceProvider.GetRequiredService<KeyStore>().ReadAsync(cancellationToken));
    }

    public async Task KeepFreshAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await RefreshAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(exception.GetBaseException().Message); // The ring stays as it is until the next time.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signing keys can't be read again now: {Reason}")]
    private partial void LogFailed(string reason);
}

internal static class KeysExtensions
{
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<KeyProtection>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeyRefresh>();
        services.AddScoped<KeyStore>();
    }
}
