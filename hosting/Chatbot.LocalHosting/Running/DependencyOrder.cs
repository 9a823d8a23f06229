using Chatbot.LocalHosting.Topology;

namespace Chatbot.LocalHosting.Running;

/// <summary>Who must be there before whom.</summary>
internal static class DependencyOrder
{
    /// <summary>The process a resource lives in: a database's is its server's.</summary>
    public static Resource Root(Resource resource) => resource.Parent is { } parent ? Root(parent) : resource;

    /// <summary>Every resource that has a process, dependencies before dependants.</summary>
    public static IReadOnlyList<Resource> Of(IReadOnlyList<Resource> resources)
    {
        var order = new List<Resource>();
        var open = new HashSet<Resource>();
        foreach (var resource in resources) Visit(Root(resource));
        return order;

        void Visit(Resource resource)
        {
            if (order.Contains(resource)) return;
            if (!open.Add(resource)) throw new InvalidOperationException($"'{resource.Name}' waits for itself.");
            foreach (var dependency in resource.WaitsFor) Visit(Root(dependency));
            open.Remove(resource);
            order.Add(resource);
        }
    }
}
