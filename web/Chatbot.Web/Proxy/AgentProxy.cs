using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Chatbot.Web.Proxy;

/// <summary>Passes requests of agents on other machines on: with their own credentials, without any session.</summary>
internal sealed class AgentProxy(ServiceForwarder forwarder)
{
    private const int LongestForm = 8 * 1024;
    private const int LongestBody = 64 * 1024;

    public async Task ForwardAsync(HttpContext context, ProxyRoute route)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LongestBody;
        if (route.Caller == ProxyCaller.Client && await RefusalAsync(context) is { } refused) await refused.ExecuteAsync(context);
        else await forwarder.SendAsync(context, route, new AgentTransformer());
    }

    // From outside only client credentials: sessions are traded by the web itself.
    private static async Task<ApiError?> RefusalAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType) return ApiError.BadRequest(Surfaces.Auth, "A form is posted here.");

        var body = new byte[LongestForm + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LongestForm) return ApiError.BadRequest(Surfaces.Auth, "The body is too large.");

        request.Body = new MemoryStream(body, 0, length, writable: false);
        using var form = new FormReader(new MemoryStream(body, 0, length, writable: false)) { ValueCountLimit = 20 };
        try
        {
            var grants = (await form.ReadFormAsync(context.RequestAborted)).GetValueOrDefault("grant_type");
            return grants == "client_credentials" ? null : ApiError.BadRequest(Surfaces.Auth, "grant_type: only client_credentials is taken here.");
        }
        catch (InvalidDataException)
        {
            return ApiError.BadRequest(Surfaces.Auth, "The body is not the form that this route takes.");
        }
    }
}
