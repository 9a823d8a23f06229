namespace Chatbot.LmStudio;

/// <summary>The caller gave a download up, but this LM Studio cannot be told to stop it, or did not confirm that it did: it may go on by itself.</summary>
public sealed class DownloadContinuesException : OperationCanceledException
{
    public DownloadContinuesException(string model, CancellationToken cancellationToken)
        : base($"LM Studio may go on downloading {model}: it can be stopped in its own window only.", cancellationToken)
    {
    }
}
