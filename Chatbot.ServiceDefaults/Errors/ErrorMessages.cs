namespace Chatbot.ServiceDefaults.Errors;

/// <summary>The sentences that existing clients know, by code; and one in the same manner for every other code.</summary>
public static class ErrorMessages
{
    public static string For(string type, string surface) => ($"{type}:{surface}") switch
    {
        "unauthorized:auth" => "You need to sign in before continuing.",
        "forbidden:auth" => "Your account does not have access to this feature.",
        "rate_limit:chat" => "You have exceeded your maximum number of messages for the day. Please try again later.",
        "not_found:chat" => "The requested chat was not found. Please check the chat ID and try again.",
        "forbidden:chat" => "This chat belongs to another user. Please check the chat ID and try again.",
        "unauthorized:chat" => "You need to sign in to view this chat. Please sign in and try again.",
        "offline:chat" => "We're having trouble sending your message. Please check your internet connection and try again.",
        "not_found:document" => "The requested document was not found. Please check the document ID and try again.",
        "forbidden:document" => "This document belongs to another user. Please check the document ID and try again.",
        "unauthorized:document" => "You need to sign in to view this document. Please sign in and try again.",
        "forbidden:models" => "Your account does not have access to this model. Please choose another one.",
        "not_found:models" => "This model was not found. Please choose another one.",
        "offline:models" => "No model is available right now. Please load one, or start LM Studio, and try again.",
        "conflict:chat" => "This chat is already answering, or the message was already sent. Please wait for the answer.",
        _ => Generic(type),
    };

    private static string Generic(string type) => type switch
    {
        ErrorTypes.BadRequest => "The request couldn't be processed. Please check your input and try again.",
        ErrorTypes.Unauthorized => "You need to sign in before continuing.",
        ErrorTypes.Forbidden => "Your account does not have access to this feature.",
        ErrorTypes.NotFound => "What you asked for was not found. Please check the address and try again.",
        ErrorTypes.Conflict => "This was changed or done already. Please reload and try again.",
        ErrorTypes.RateLimit => "That was too many requests. Please try again later.",
        _ => "Something is not available right now. Please try again in a moment.",
    };
}
