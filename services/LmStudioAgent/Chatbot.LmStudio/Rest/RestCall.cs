namespace Chatbot.LmStudio.Rest;

/// <param name="Path">Below the base address.</param>
internal sealed record RestCall(HttpMethod Method, string Path, object? Body = null)
{
    /// <summary>Null is the usual one of a call.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What is known to be there or not; without what only this call asks for.</summary>
    public string Route { get; init; } = $"{Method} {Path}";
}
