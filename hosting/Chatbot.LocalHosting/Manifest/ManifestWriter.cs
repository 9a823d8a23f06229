using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Manifest;

/// <summary>The topology as a deployment manifest, in Aspire's schema.</summary>
internal static class ManifestWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="folder">Where the manifest will lie: its paths are relative to there.</param>
    public static string Write(IEnumerable<Resource> resources, string folder)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/aspire-8.0.json");
            json.WriteStartObject("resources");
            foreach (var resource in resources.Where(resource => resource.InManifest))
            {
                json.WriteStartObject(resource.Name);
                Write(json, resource, folder);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Resource resource, string folder)
    {
        switch (resource)
        {
            case ParameterResource parameter:
                ManifestParts.Parameter(json, parameter);
                break;
            case ConnectionStringResource given:
                json.WriteString("type", "parameter.v0");
                json.WriteString("connectionString", $"{{{given.Name}.value}}");
                ManifestParts.Input(json, given.Name, secret: true, null);
                break;
            case ContainerResource container:
                json.WriteString("type", "container.v0");
                if (container.ConnectionString is { } connectionString) json.WriteString("connectionString", connectionString.ValueExpression);
                json.WriteString("image", container.Image);
                ManifestParts.Arguments(json, container);
                ManifestParts.Volumes(json, container);
                ManifestParts.Environment(json, container);
                ManifestParts.Bindings(json, container);
                break;
            case PostgresDatabaseResource database:
                json.WriteString("type", "value.v0");
                json.WriteString("connectionString", $"{{{database.Server.Name}.connectionString}};Database={database.DatabaseName}");
                break;
            case AzureStorageResource storage:
                json.WriteString("type", "azure.bicep.v0");
                json.WriteString("path", $"{storage.Name}.module.bicep");
                break;
            case AzureBlobStorageResource blobs:
                json.WriteString("type", "value.v0");
                json.WriteString("connectionString", $"{{{blobs.Storage.Name}.outputs.blobEndpoint}}");
                break;
            case ProjectResource project:
                json.WriteString("type", "project.v0");
                json.WriteString("path", Path.GetRelativePath(folder, project.Metadata.ProjectPath));
                ManifestParts.Arguments(json, project);
                ManifestParts.Environment(json, project);
                ManifestParts.Bindings(json, project);
                break;
        }
    }
}
