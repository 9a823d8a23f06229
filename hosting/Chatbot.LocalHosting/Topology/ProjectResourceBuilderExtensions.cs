using Chatbot.LocalHosting.Running;

namespace Chatbot.LocalHosting.Topology;

public static class ProjectResourceBuilderExtensions
{
    /// <summary>Endpoints and environment come from the first profile of its launchSettings.json; its ports are chosen here.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata
    {
        var project = new ProjectResource(name, Activator.CreateInstance<TProject>());
        var profile = LaunchProfile.Read(project.Directory);
        // A published project has both schemes, whatever its launch profile names: so says Aspire's manifest too.
        var schemes = builder.ExecutionContext.IsPublishMode && profile.Schemes.Count > 0 ? ["http", "https"] : profile.Schemes;
        foreach (var scheme in schemes) project.Endpoints.Add(new EndpointAnnotation(scheme, scheme));
        if (builder.ExecutionContext.IsRunMode)
        {
            foreach (var (key, value) in profile.Environment)
                project.Environment.Add(new SingleVariable(key, ReferenceExpression.Of(value), value));
        }

        return builder.Add(project);
    }

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        builder.State().Replicas = replicas;
        return builder;
    }
}
