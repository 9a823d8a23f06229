using Chatbot.Web.Components.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Chatbot.Web.Security;

/// <summary>A page that fails says so in a sentence; the reason is in the log.</summary>
internal sealed partial class PageErrors(RequestDelegate next, ILogger<PageErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            LogFailure(context.Request.Path, exception);
            context.Response.Clear();
            await new RazorComponentResult<Unavailable> { StatusCode = StatusCodes.Status500InternalServerError }.ExecuteAsync(context);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Path} failed.")]
    private partial void LogFailure(string path, Exception exception);
}
