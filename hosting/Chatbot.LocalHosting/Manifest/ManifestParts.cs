using System.Text.Json;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Manifest;

/// <summary>The pieces of a manifest that several kinds of resource share.</summary>
internal static class ManifestParts
{
    public static void Parameter(Utf8JsonWriter json, ParameterResource parameter)
    {
        json.WriteString("type", "parameter.v0");
        Input(json, parameter.Name, parameter.Secret, parameter.Default as GenerateParameterDefault);
    }

    public static void Input(Utf8JsonWriter json, string name, bool secret, GenerateParameterDefault? generated)
    {
        json.WriteString("value", $"{{{name}.inputs.value}}");
        json.WriteStartObject("inputs");
        json.WriteStartObject("value");
        json.WriteString("type", "string");
        if (secret) json.WriteBoolean("secret", true);
        if (generated is not null)
        {
            json.WriteStartObject("default");
            json.WriteStartObject("generate");
            json.WriteNumber("minLength", generated.MinLength);
            if (!generated.Special) json.WriteBoolean("special", false);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Arguments(Utf8JsonWriter json, Resource resource)
    {
        if (resource.Arguments.Count == 0) return;
        json.WriteStartArray("args");
        foreach (var argument in resource.Arguments) json.WriteStringValue(argument);
        json.WriteEndArray();
    }

    public static void Volumes(Utf8JsonWriter json, ContainerResource container)
    {
        if (container.Volumes.Count == 0) return;
        json.WriteStartArray("volumes");
        foreach (var volume in container.Volumes)
        {
            json.WriteStartObject();
            json.WriteString("name", volume.Name);
            json.WriteString("target", volume.Target);
            json.WriteBoolean("readOnly", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Environment(Utf8JsonWriter json, Resource resource)
    {
        if (resource.Environment.Count == 0) return;
        json.WriteStartObject("env");
        foreach (var variable in resource.Environment.SelectMany(entry => entry.Expand())) json.WriteString(variable.Name, variable.Expression);
        json.WriteEndObject();
    }

    public static void Bindings(Utf8JsonWriter json, Resource resource)
    {
        if (resource.Endpoints.Count == 0) return;
        json.WriteStartObject("bindings");
        foreach (var endpoint in resource.Endpoints)
        {
            json.WriteStartObject(endpoint.Name);
            json.WriteString("scheme", endpoint.UriScheme);
            json.WriteString("protocol", "tcp");
            json.WriteString("transport", endpoint.UriScheme == "tcp" ? "tcp" : "http");
            if (endpoint.Port is { } port) json.WriteNumber("port", port);
            if (endpoint.TargetPort is { } targetPort) json.WriteNumber("targetPort", targetPort);
            if (endpoint.IsExternal) json.WriteBoolean("external", true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
