using System.Net;
using Chatbot.LmStudioSimulator.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Chatbot.LmStudioSimulator.Hosts;

/// <summary>All hosts of the process: one on the usual addresses, or several with a port each.</summary>
internal sealed class SimulatedHosts(IConfiguration configuration, TimeProvider time, IServiceProvider services)
{
    private readonly bool _several = configuration.GetSection($"{StudioOptions.Section}:Hosts").GetChildren().Any();

    public IReadOnlyList<SimulatedStudio> Studios { get; } =
        [.. HostConfiguration.Read(configuration.GetSection(StudioOptions.Section)).Select(options => new SimulatedStudio(options, time))];

    /// <summary>Where there is one.</summary>
    public SimulatedHost Only => Studios.Single().Host;

    public void Listen(KestrelServerOptions kestrel)
    {
        if (!_several)
        {
            kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection => ServeAsync(Studios[0], connection, next)));
            return;
        }

        foreach (var studio in Studios)
            kestrel.Listen(IPAddress.Loopback, studio.Host.Options.Port, listen => listen.Use(next => connection => ServeAsync(studio, connection, next)));
    }

    /// <summary>Once they listen.</summary>
    public IEnumerable<(string Name, string Url)> Addresses()
    {
        // The server tells its addresses in the order in which it was told to listen.
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return _several ? Studios.Zip(addresses, (studio, url) => (studio.Host.Options.Name, url)) : addresses.Take(1).Select(url => (Studios[0].Host.Options.Name, url));
    }

    private static Task ServeAsync(SimulatedStudio studio, ConnectionContext connection, ConnectionDelegate next)
    {
        // Every request of the connection sees what the connection carries.
        connection.Features.Set(studio);
        return studio.Host.Connections.ServeAsync(connection, () => next(connection));
    }
}

internal static class SimulatedHostsExtensions
{
    /// <summary>The host that a request is for: the one whose port it came in by.</summary>
    public static SimulatedStudio Studio(this HttpContext context) =>
        context.Features.Get<SimulatedStudio>() ?? context.RequestServices.GetRequiredService<SimulatedHosts>().Studios[0];
}
