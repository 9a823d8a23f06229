using Chatbot.LocalHosting.Servers;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Preflight;

/// <summary>Azurite needs Node, and npm for the first time.</summary>
internal static class NodeCheck
{
    public static void Run(IEnumerable<Resource> resources, string tools, Installation installation)
    {
        if (!resources.OfType<AzureStorageResource>().Any(storage => storage.IsEmulator)) return;

        var program = AzuriteServer.IsInstalledIn(tools) ? "node" : "npm";
        if (installation.Find(program) is null || installation.Find("node") is null)
            throw new StartException($"'{program}' was not found, and files are kept by Azurite, which npm installs: install Node.js 20 or newer (apt-get install nodejs npm, dnf install nodejs, brew install node), or name a blob storage by BLOB_CONNECTION_STRING.");
    }
}
