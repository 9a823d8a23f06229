using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>One WebSocket path for each namespace, on the port of the HTTP interfaces.</summary>
internal static class SocketEndpoints
{
    public static void MapSockets(this IEndpointRouteBuilder routes)
    {
        foreach (var path in SocketNamespaces.Paths)
            routes.Map($"/{path}", (HttpContext context, SimulatedStudio studio) => ServeAsync(context, studio.Host, studio.Namespaces.All[path]));
    }

    private static async Task ServeAsync(HttpContext context, SimulatedHost host, SocketNamespace endpoints)
    {
        if (!context.WebSockets.IsWebSocketRequest || !host.Features.Sockets)
        {
            await Simulator.Unexpected(context).ExecuteAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var wire = new SocketWire(socket, host.Faults);
        using var opened = host.Connections.Opened(wire.Cut);
        using var client = await Handshake.EnterAsync(wire, host, time, gone.Token);
        if (client is not null) await new SocketConnection(wire, endpoints, host).RunAsync(gone.Token);
        await wire.CloseAsync();
    }
}
