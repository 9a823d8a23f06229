namespace Chatbot.LocalHosting.Topology;

public static class RedisBuilderExtensions
{
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null) =>
        builder.Add(new RedisResource(name, password?.Resource ?? builder.AddPassword(name)));

    /// <summary>Here the data lives in the data folder anyway.</summary>
    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
    {
        builder.Resource.Volumes.Add(new(name ?? builder.Resource.Name, "/data"));
        return builder;
    }

    /// <summary>Snapshots in a container; here an append-only file, which loses less.</summary>
    public static IResourceBuilder<RedisResource> WithPersistence(this IResourceBuilder<RedisResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1) =>
        builder;
}
