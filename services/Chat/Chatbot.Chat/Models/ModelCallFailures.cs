namespace Chatbot.Chat.Models;

/// <summary>What a call that went wrong means for people, and whether another place may be asked.</summary>
internal static class ModelCallFailures
{
    public static ModelCallException Of(int status) => new(
        status switch
        {
            401 or 403 => "The model's provider refused our key. Please tell the operator.",
            404 => "The model's provider does not have this model any more. Please choose another one.",
            429 => "The model's provider has too many requests right now. Please try again in a moment.",
            _ => "The model could not answer. Please try again, or choose another one.",
        },
        new HttpRequestException($"Answered {status}."))
    {
        // The instance is gone, the ticket has lapsed, or LM Studio is away.
        MayGoElsewhere = status is 404 or 409 or >= 500,
    };

    public static async Task<T> GuardAsync<T>(Func<Task<T>> step, IdleTimeout silence)
    {
        try
        {
            return await step();
        }
        catch (OperationCanceledException exception) when (silence.Elapsed)
        {
            throw new ModelCallException("The model has not said anything for a long time, so the answer was ended.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !silence.Token.IsCancellationRequested))
        {
            // Cancelled by nobody here: it could not connect in time.
            throw new ModelCallException("The connection to the model was lost. Please try again.", exception) { MayGoElsewhere = true, Unreachable = true };
        }
    }
}
