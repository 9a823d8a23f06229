namespace Chatbot.ServiceDefaults.Errors;

public static class ErrorTypes
{
    public const string BadRequest = "bad_request";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string Conflict = "conflict";
    public const string RateLimit = "rate_limit";
    public const string Offline = "offline";

    public static int Status(string type) => type switch
    {
        BadRequest => 400,
        Unauthorized => 401,
        Forbidden => 403,
        NotFound => 404,
        Conflict => 409,
        RateLimit => 429,
        Offline => 503,
        _ => 500,
    };

    public static string FromStatus(int status) => status switch
    {
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        409 => Conflict,
        429 => RateLimit,
        >= 500 => Offline,
        _ => BadRequest,
    };
}
