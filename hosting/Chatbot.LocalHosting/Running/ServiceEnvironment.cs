using System.Globalization;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Running;

/// <summary>The environment of a service, by the names that Aspire uses.</summary>
internal static class ServiceEnvironment
{
    /// <param name="folder">Where the service may keep what it has to remember.</param>
    public static async Task<IReadOnlyDictionary<string, string?>> ComposeAsync(ProjectResource project, int replica, string folder, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = string.Join(';', project.Endpoints.Where(endpoint => endpoint.PortVariable is null).Select(endpoint => ListenUrl(endpoint, replica))),
            ["DATA_FOLDER"] = folder,
            ["OTEL_SERVICE_NAME"] = project.Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={project.Name}-{replica + 1}",
            ["Logging__Console__FormatterName"] = "simple",
            ["Logging__Console__FormatterOptions__SingleLine"] = "true",
            ["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss ",
            // The AppHost's own, from its launch profile: not for its children.
            ["DOTNET_LAUNCH_PROFILE"] = null,
        };
        foreach (var endpoint in project.Endpoints.Where(endpoint => endpoint.PortVariable is not null))
            environment[endpoint.PortVariable!] = endpoint.AllocatedPorts[replica].ToString(CultureInfo.InvariantCulture);
        foreach (var variable in project.Environment.SelectMany(entry => entry.Expand()))
            environment[variable.Name] = await variable.Value.GetValueAsync(cancellationToken);
        return environment;
    }

    private static string ListenUrl(EndpointAnnotation endpoint, int replica) => $"{endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.AllocatedPorts[replica]}";
}
