using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Chatbot.LmStudioAgent.Contracts;
using Chatbot.LmStudioAgent.Hosts;
using Chatbot.LmStudioAgent.Scheduling;
using Chatbot.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Chatbot.LmStudioAgent.Admissions;

/// <summary>Asks the actor for a place, and tells the caller how it stands until he has it, is refused, or goes away.</summary>
internal static class RequestAdmission
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    public static async Task<IResult> HandleAsync(
        AdmissionRequest request, HostActor actor, AdmissionDesk desk, IOptions<JsonOptions> json, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.ModelKey)) return ApiError.BadRequest(Surfaces.Models, "The field 'modelKey' is empty.");
        if (string.IsNullOrWhiteSpace(request.User)) return ApiError.BadRequest(Surfaces.Models, "The field 'user' is empty.");

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";

        // It becomes the ticket, so it must not be guessed.
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var updates = desk.Open(id);
        var ended = false;
        try
        {
            // Whoever asks sees at once that he is heard, however long the first update takes.
            await context.Response.StartAsync(cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            actor.Post(new AdmissionRequested(id, request.ModelKey, request.User, request.Priority, request.MayLoad));
            while (!ended)
            {
                var last = false;
                if (await NextAsync(updates, time, cancellationToken) is { } update)
                {
                    await context.Response.WriteAsync($"event: {NameOf(update)}\ndata: {JsonSerializer.Serialize(update, json.Value.SerializerOptions)}\n\n", cancellationToken);
                    last = update is AdmissionGranted or AdmissionRefused;
                }
                else
                {
                    await context.Response.WriteAsync(": ping\n\n", cancellationToken);
                }

                await context.Response.Body.FlushAsync(cancellationToken);
                // A place whose ticket did not leave here is nobody's.
                ended = last;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller has gone.
        }
        finally
        {
            desk.Close(id);
            if (!ended) actor.Post(new AdmissionClosed(id));
        }

        return Results.Empty;
    }

    /// <summary>Null after fifteen seconds of silence.</summary>
    private static async Task<object?> NextAsync(ChannelReader<object> updates, TimeProvider time, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(PingInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await updates.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string NameOf(object update) => update switch
    {
        AdmissionQueued => "queued",
        AdmissionLoading => "loading",
        AdmissionGranted => "granted",
        _ => "refused",
    };
}
