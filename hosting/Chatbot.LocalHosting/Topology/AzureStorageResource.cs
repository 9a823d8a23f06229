namespace Chatbot.LocalHosting.Topology;

/// <summary>An Azure storage account: Azurite here, described by bicep where it is published.</summary>
public sealed class AzureStorageResource : Resource
{
    internal const string Account = "devstoreaccount1";

    internal AzureStorageResource(string name, ParameterResource accountKey) : base(name)
    {
        AccountKey = accountKey;
        Endpoints.Add(new EndpointAnnotation("blob", "http") { TargetPort = 10000, TargetHost = "127.0.0.1" });
    }

    /// <summary>Base64, generated: the emulator's well-known key would be anybody's on this machine.</summary>
    internal ParameterResource AccountKey { get; }

    internal bool IsEmulator { get; set; }
}
