namespace Chatbot.LocalHosting.Topology;

/// <summary>The blobs of a storage account.</summary>
public sealed class AzureBlobStorageResource : Resource, IResourceWithConnectionString
{
    internal AzureBlobStorageResource(string name, AzureStorageResource storage) : base(name) => Storage = storage;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Of(
        $"DefaultEndpointsProtocol=http;AccountName={AzureStorageResource.Account};AccountKey=",
        Storage.AccountKey,
        ";BlobEndpoint=",
        new EndpointReference(Storage, "blob"),
        $"/{AzureStorageResource.Account};");

    internal AzureStorageResource Storage { get; }

    internal override Resource Parent => Storage;
}
