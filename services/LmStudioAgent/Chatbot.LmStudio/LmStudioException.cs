namespace Chatbot.LmStudio;

/// <summary>LM Studio could not be reached, or did not do what it was asked. <see cref="Exception.Message"/> is a sentence for people.</summary>
public sealed class LmStudioException : Exception
{
    public LmStudioException(LmStudioFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>What a program decides by.</summary>
    public LmStudioFailure Failure { get; }

    /// <summary>LM Studio said that it does not have the endpoint: no other parameter and no later try of the same version will do.</summary>
    internal bool IsMissing { get; init; }
}
