namespace Chatbot.LocalHosting.Topology;

public static class AzureStorageExtensions
{
    public static IResourceBuilder<AzureStorageResource> AddAzureStorage(this IDistributedApplicationBuilder builder, string name)
    {
        var key = builder.AddParameter($"{name}-key", new GenerateParameterDefault { MinLength = 64 }, secret: true, persist: true).ExcludeFromManifest();
        return builder.Add(new AzureStorageResource(name, key.Resource));
    }

    /// <summary>Azurite, while it runs on this machine; what is published is the real thing.</summary>
    public static IResourceBuilder<AzureStorageResource> RunAsEmulator(
        this IResourceBuilder<AzureStorageResource> builder, Action<IResourceBuilder<AzureStorageEmulatorResource>>? configureContainer = null)
    {
        builder.Resource.IsEmulator = builder.ApplicationBuilder.ExecutionContext.IsRunMode;
        return builder;
    }

    public static IResourceBuilder<AzureBlobStorageResource> AddBlobs(this IResourceBuilder<AzureStorageResource> builder, string name) =>
        builder.ApplicationBuilder.Add(new AzureBlobStorageResource(name, builder.Resource));
}
