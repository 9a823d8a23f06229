using Chatbot.ServiceDefaults.Errors;
using Chatbot.Web.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Chatbot.Web.Proxy;

/// <summary>Passes requests of agents on other machines on: with their own credentials, without any session.</summary>
internal sealed class AgentProxy(ServiceForwarder forwarder, Doorkeeper doors)
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string AgentClient = "agent:";
    private const int LongestClient = 100;
    private const int LongestForm = 8 * 1024;
    private const int LongestBody = 64 * 1024;

    public async Task ForwardAsync(HttpContext context, ProxyRoute route)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LongestBody;
        if (route.Door is { } door && doors.WaitAt(door, context) is { } wait) await ApiError.RateLimit(route.Surface, wait).ExecuteAsync(context);
        else if (route.Caller == ProxyCaller.Client && await RefusalAsync(context) is { } refused) await refused.ExecuteAsync(context);
        else await forwarder.SendAsync(context, route, new AgentTransformer());
    }

    // From outside only client credentials: sessions are traded by the web itself.
    private async Task<ApiError?> RefusalAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !IsPlainForm(request)) return ApiError.BadRequest(Surfaces.Auth, "A form is posted here, as application/x-www-form-urlencoded in UTF-8.");

        var body = new byte[LongestForm + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LongestForm) return ApiError.BadRequest(Surfaces.Auth, "The body is too large.");

        using var form = new FormReader(new MemoryStream(body, 0, length, writable: false)) { ValueCountLimit = 20 };
        try
        {
            var fields = await form.ReadFormAsync(context.RequestAborted);
            if (Mistake(fields) is { } mistake) return ApiError.BadRequest(Surfaces.Auth, mistake);
            if (doors.WaitAt(Door.TokenOfClient, fields["client_id"].ToString()) is { } wait) return ApiError.RateLimit(Surfaces.Auth, wait);
            await ReplaceAsync(request, fields);
            return null;
        }
        catch (InvalidDataException)
        {
            return ApiError.BadRequest(Surfaces.Auth, "The body is not the form that this route takes.");
        }
    }

    // Another encoding would be read by auth as another form than here.
    private static bool IsPlainForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase)
        && type.Parameters.All(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) && parameter.Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    private static string? Mistake(Dictionary<string, StringValues> fields)
    {
        if (fields.GetValueOrDefault("grant_type") != "client_credentials") return "grant_type: only client_credentials is taken here.";
        if (fields.GetValueOrDefault("client_id") is not [{ Length: <= LongestClient } client] || !client.StartsWith(AgentClient, StringComparison.Ordinal)) return $"client_id: only that of an enrolled agent is taken here; it begins with {AgentClient}.";
        return fields.FirstOrDefault(field => field.Value.Count != 1).Key is { } twice ? $"{twice}: it is given once." : null;
    }

    // What is passed on is what was looked at, and nothing that names a client beside it.
    private static async Task ReplaceAsync(HttpRequest request, Dictionary<string, StringValues> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString())));
        var form = await content.ReadAsByteArrayAsync();
        request.Headers.Remove("Authorization");
        request.Headers.Remove("Transfer-Encoding");
        request.QueryString = QueryString.Empty;
        (request.ContentType, request.ContentLength) = (Form, form.Length);
        request.Body = new MemoryStream(form, writable: false);
    }
}
