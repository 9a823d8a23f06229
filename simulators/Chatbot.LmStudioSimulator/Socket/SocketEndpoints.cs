namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>One WebSocket path for each namespace, on the port of the HTTP interfaces.</summary>
internal static class SocketEndpoints
{
    public static void MapSockets(this IEndpointRouteBuilder routes)
    {
        routes.Map("/system", (HttpContext context, SocketNamespaces namespaces) => ServeAsync(context, namespaces.System));
        routes.Map("/llm", (HttpContext context, SocketNamespaces namespaces) => ServeAsync(context, namespaces.Llm));
        routes.Map("/embedding", (HttpContext context, SocketNamespaces namespaces) => ServeAsync(context, namespaces.Embedding));
    }

    private static async Task ServeAsync(HttpContext context, SocketNamespace endpoints)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Simulator.Unexpected(context).ExecuteAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var wire = new SocketWire(socket);
        if (await Handshake.SucceedsAsync(wire, time, gone.Token)) await new SocketConnection(wire, endpoints).RunAsync(gone.Token);
        await wire.CloseAsync();
    }
}
