using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Web.Clients;

/// <summary>How the web reads the services: leniently, so that a service may be newer than the web.</summary>
internal static class ServiceJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
