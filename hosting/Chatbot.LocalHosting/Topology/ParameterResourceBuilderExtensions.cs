using Microsoft.Extensions.Configuration;

namespace Chatbot.LocalHosting.Topology;

public static class ParameterResourceBuilderExtensions
{
    /// <summary>A value that is known already.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.Add(new ParameterResource(name, secret, value, null));

    /// <summary>The configured <c>Parameters:name</c>, or else a default; a generated one is kept with the data of this machine.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.Add(new ParameterResource(name, secret, builder.Configuration[$"Parameters:{name}"], value));

    /// <summary>The name of a server that is there already: its address is <c>ConnectionStrings:name</c> in configuration.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.Add(new ConnectionStringResource(name, builder.Configuration.GetConnectionString(name)));

    internal static ParameterResource AddPassword(this IDistributedApplicationBuilder builder, string server) =>
        builder.AddParameter($"{server}-password", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true).Resource;
}
