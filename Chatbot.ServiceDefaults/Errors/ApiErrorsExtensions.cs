using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.ServiceDefaults.Errors;

public static class ApiErrorsExtensions
{
    internal static void AddApiErrors(this IServiceCollection services)
    {
        // The first writer that can write does: ours stands before the framework's.
        services.AddSingleton<IProblemDetailsWriter, ApiProblemDetailsWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptionHandler>();
        // Since .NET 10 a handled exception is not logged unless asked for; ours are handled all, and the bugs among them must be seen.
        services.Configure<ExceptionHandlerOptions>(options => options.SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ApiAuthorizationResultHandler>();
        // A body that cannot be read, or a parameter that cannot be bound, is told by exception: that names the field.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>Every error, an unknown route's and an exception's too, leaves in the one documented shape. Call first in the pipeline.</summary>
    public static IApplicationBuilder UseApiErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => ApiErrorWriter.WriteAsync(
            context.HttpContext,
            new ApiError(ErrorTypes.FromStatus(context.HttpContext.Response.StatusCode), ApiErrorWriter.SurfaceOf(context.HttpContext))));
        return app;
    }
}
