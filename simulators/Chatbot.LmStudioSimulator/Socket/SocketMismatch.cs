namespace Chatbot.LmStudioSimulator.Socket;

/// <summary>A parameter is not of the endpoint's shape: the client only gets a warning, and its call never ends.</summary>
internal sealed class SocketMismatch(string field) : Exception($"Invalid parameter: '{field}' is missing or of the wrong type.")
{
    /// <summary>That, or a value inside a parameter that cannot be read as what it should be.</summary>
    public static bool Is(Exception exception) => exception is SocketMismatch or InvalidOperationException or FormatException;
}
