using Chatbot.LmStudioSimulator.Control;
using Chatbot.LmStudioSimulator.Hosts;

namespace Chatbot.LmStudioSimulator.Faults;

/// <summary>Faults of whole requests, before anything else sees them. The control of the simulator stays reachable.</summary>
internal static class FaultyPipeline
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(ControlEndpoints.Root))
        {
            await next(context);
            return;
        }

        var host = context.Studio().Host;
        if (host.Faults.Take(set => set.Refuse) is not null)
        {
            host.Connections.Reset(context);
            return;
        }

        await host.Faults.PassAsync(Surface.Of(context), context.RequestAborted);
        if (host.Faults.Take(set => set.AnswersAnything) is not null) await Simulator.Unexpected(context).ExecuteAsync(context);
        else if (HttpMethods.IsGet(context.Request.Method) && Surface.Of(context) == Surface.Rest && host.TakeHtml()) await SendHtmlAsync(context);
        else await next(context);
    }

    private static Task SendHtmlAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync("<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Error</title></head>\n<body><pre>Internal Server Error</pre></body>\n</html>\n", context.RequestAborted);
    }
}
