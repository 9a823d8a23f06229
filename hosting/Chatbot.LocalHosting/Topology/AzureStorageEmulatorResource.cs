namespace Chatbot.LocalHosting.Topology;

/// <summary>The emulator's own settings; there are none to make here.</summary>
public sealed class AzureStorageEmulatorResource : Resource
{
    internal AzureStorageEmulatorResource(string name) : base(name)
    {
    }
}
