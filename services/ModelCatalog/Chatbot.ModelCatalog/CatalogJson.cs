using System.Text.Json;
using Chatbot.ServiceDefaults;

namespace Chatbot.ModelCatalog;

/// <summary>The JSON of the routes, for what is written by hand: event streams.</summary>
internal static class CatalogJson
{
    public static JsonSerializerOptions Options { get; } = ServiceDefaultsExtensions.Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));
}
