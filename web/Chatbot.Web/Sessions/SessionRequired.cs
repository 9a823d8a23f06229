using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Extensions;

namespace Chatbot.Web.Sessions;

/// <summary>Without a session a page goes to guest sign-in; everything else is told 401 with a body, never redirected.</summary>
internal sealed class SessionRequired : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        if (authorizeResult.Challenged && RequestKinds.IsPage(context.Request))
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Redirect(CookieProbe.Set(context, GuestSignIn.Address(context.Request.GetEncodedPathAndQuery())));
            return Task.CompletedTask;
        }

        var type = authorizeResult.Challenged ? ErrorTypes.Unauthorized : ErrorTypes.Forbidden;
        return new ApiError(type, Surfaces.Auth).ExecuteAsync(context);
    }
}
