using Azure.Storage.Blobs;

namespace Chatbot.LocalHosting.Preflight;

internal static class GivenBlobs
{
    public static string? Problem(string value)
    {
        // With an identity instead of a key, only the address is given.
        if (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http" }) return null;
        try
        {
            _ = new BlobServiceClient(value);
            return null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return "is no connection string of Azure Blob Storage: copy it from the portal, or from Azurite; it reads DefaultEndpointsProtocol=...;AccountName=...;AccountKey=...;BlobEndpoint=....";
        }
    }
}
