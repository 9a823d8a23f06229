using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Chatbot.ServiceDefaults.Errors;

/// <summary>401 and 403 with a body, for every scheme.</summary>
internal sealed class ApiAuthorizationResultHandler : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        var type = authorizeResult.Challenged ? ErrorTypes.Unauthorized : ErrorTypes.Forbidden;
        var surface = ApiErrorWriter.SurfaceOf(context);
        return ApiErrorWriter.WriteAsync(context, new ApiError(type, surface == Surfaces.Api ? Surfaces.Auth : surface));
    }
}
