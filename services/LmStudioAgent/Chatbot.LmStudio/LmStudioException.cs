namespace Chatbot.LmStudio;

/// <summary>LM Studio could not be reached, or did not do what it was asked. <see cref="Exception.Message"/> is a sentence for people.</summary>
public sealed class LmStudioException : Exception
{
    public LmStudioException(LmStudioFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>What a program decides by.</summary>
    public LmStudioFailure Failure { get; }
}
