using System.Runtime.InteropServices;
using Chatbot.LocalHosting.Processes;
using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Running;

/// <summary>One process of a service.</summary>
internal sealed class ProjectWorkload(ProjectResource project, int replica, DataFolder data, HttpMessageInvoker http) : IWorkload
{
    // Beside the runtime that runs this, wherever that was installed.
    private static readonly string DotnetHost = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public string Name => replica == 0 ? project.Name : $"{project.Name}-{replica + 1}";

    public string Address => (project.HealthEndpoint ?? project.Endpoints.FirstOrDefault()?.Name) is { } endpoint ? new EndpointReference(project, endpoint, replica).Url : "";

    public bool Quiet => false;

    /// <summary>A chat lets its running answers finish.</summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(30);

    public async Task<Launch> PrepareAsync(CancellationToken cancellationToken) =>
        new(DotnetHost, [project.Metadata.AssemblyPath, .. project.Arguments])
        {
            // The web finds its static assets from here.
            WorkingDirectory = project.Directory,
            Environment = await ServiceEnvironment.ComposeAsync(project, replica, data.Of(Name), cancellationToken),
        };

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (project.HealthPath is null) return true;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address + project.HealthPath);
            using var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
