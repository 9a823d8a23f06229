using Microsoft.AspNetCore.Http;

namespace Chatbot.ServiceDefaults.Errors;

/// <summary>
/// An expected outcome that is an error: <c>{code, message, cause?}</c> with code <c>type:surface</c>, together with
/// the fields of problem details. Return it from a handler: <c>return ApiError.NotFound(Surfaces.Chat);</c>
/// </summary>
/// <param name="Type">Such as <c>not_found</c>; decides the status.</param>
/// <param name="Surface">One of <see cref="Surfaces"/>.</param>
/// <param name="Cause">What exactly was wrong, such as the field's name.</param>
/// <param name="Message">A sentence for people; the contract's text for the code when null.</param>
/// <param name="RetryAfter">For <c>rate_limit</c> and <c>offline</c>.</param>
public sealed record ApiError(string Type, string Surface, string? Cause = null, string? Message = null, TimeSpan? RetryAfter = null) : IResult
{
    public string Code => $"{Type}:{Surface}";

    public int Status => ErrorTypes.Status(Type);

    /// <summary>The sentence once more as <c>error</c>, on routes where existing clients read that.</summary>
    public string? Error { get; init; }

    public static ApiError BadRequest(string surface, string? cause = null) => new(ErrorTypes.BadRequest, surface, cause);

    public static ApiError Unauthorized(string surface, string? cause = null) => new(ErrorTypes.Unauthorized, surface, cause);

    public static ApiError Forbidden(string surface, string? cause = null) => new(ErrorTypes.Forbidden, surface, cause);

    public static ApiError NotFound(string surface, string? cause = null) => new(ErrorTypes.NotFound, surface, cause);

    public static ApiError Conflict(string surface, string? cause = null) => new(ErrorTypes.Conflict, surface, cause);

    public static ApiError RateLimit(string surface, TimeSpan retryAfter) => new(ErrorTypes.RateLimit, surface, RetryAfter: retryAfter);

    public static ApiError Offline(string surface, string? message = null) => new(ErrorTypes.Offline, surface, Message: message);

    public Task ExecuteAsync(HttpContext httpContext) => ApiErrorWriter.WriteAsync(httpContext, this);
}
