using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using StackExchange.Redis;

namespace Chatbot.Web.DataProtection;

internal static class KeyRing
{
    private const string RedisKey = "web:data-protection";

    /// <summary>The ring is shared by all replicas through Redis, each key sealed by <c>Auth:Secret</c>.</summary>
    public static void AddKeyRing(this IServiceCollection services)
    {
        services.AddOptions<SecretOptions>().BindConfiguration("Auth").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<KeyRingCipher>();
        services.AddDataProtection().SetApplicationName("Chatbot.Web");
        services.AddOptions<KeyManagementOptions>().Configure<IConnectionMultiplexer, KeyRingCipher>((options, redis, cipher) =>
        {
            options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), RedisKey);
            options.XmlEncryptor = new KeyRingEncryptor(cipher);
        });
    }
}
