namespace Chatbot.Web.Sessions;

internal static partial class SessionLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A session cookie could not be made; is Redis there?")]
    public static partial void CookieNotMade(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A session was signed out here, but auth could not be told; it ends there by its age.")]
    public static partial void EndNotTold(this ILogger logger, Exception exception);

    public static ILogger CreateLogger(this ILoggerFactory logs, Type type) => LoggerFactoryExtensions.CreateLogger(logs, type);
}
