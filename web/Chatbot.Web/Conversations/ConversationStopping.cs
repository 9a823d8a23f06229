using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>Ending the answer that runs, as soon as the service can be told so.</summary>
internal sealed partial class Conversation
{
    // A stop that nothing could be told of yet: the service does not know the message, or the connection is away.
    private bool _isStopWanted;
    private bool _isConnected;

    /// <summary>The text so far is kept.</summary>
    public async Task StopAsync()
    {
        if (!IsAnswering) return;
        _isStopWanted = true;
        if (_isConnected) await TellStopAsync(_page.Token);
    }

    private async Task TellStopAsync(CancellationToken page)
    {
        _isStopWanted = false;
        try
        {
            await chats.StopAsync(Id, page);
        }
        catch (ServiceFailure failure)
        {
            Failure = failure;
            Tell();
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            // Left: the answer runs on.
        }
    }
}
