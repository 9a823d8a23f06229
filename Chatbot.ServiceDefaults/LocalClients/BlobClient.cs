using Azure.Storage.Blobs;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>The method of <c>Aspire.Azure.Storage.Blobs</c>, on the plain library.</summary>
public static class BlobClient
{
    /// <summary>A singleton <see cref="BlobServiceClient"/>.</summary>
    public static void AddAzureBlobServiceClient(this IHostApplicationBuilder builder, string connectionName)
    {
        var connectionString = builder.Configuration.GetConnectionString(connectionName)
            ?? throw new InvalidOperationException($"The connection string '{connectionName}' is missing: say where Azure Blob Storage is.");
        builder.Services.AddAzureClients(clients => clients.AddBlobServiceClient(connectionString));
    }
}
