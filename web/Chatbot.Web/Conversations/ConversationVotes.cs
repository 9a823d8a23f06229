using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>What the owner thinks of the answers.</summary>
internal sealed partial class Conversation
{
    private readonly Dictionary<Guid, bool> _votes = [];

    /// <exception cref="ServiceFailure">It was refused; the vote is as before.</exception>
    public async Task VoteAsync(ChatMessage answer, bool isUp)
    {
        if (answer.IsUpvoted == isUp) return;
        var before = answer.IsUpvoted;
        Show(isUp);
        try
        {
            await chats.VoteAsync(Id, answer.Id, isUp, _page.Token);
            _votes[answer.Id] = isUp;
        }
        catch (ServiceFailure)
        {
            Show(before);
            throw;
        }

        void Show(bool? vote)
        {
            answer.IsUpvoted = vote;
            answer.Touch();
            Tell();
        }
    }

    // Without them the chat is as readable: a failure is no one's concern.
    private async Task LearnVotesAsync(CancellationToken page)
    {
        if (IsReadOnly) return;
        try
        {
            foreach (var vote in await chats.VotesAsync(Id, page)) _votes[vote.MessageId] = vote.IsUpvoted;
        }
        catch (ServiceFailure)
        {
            return;
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            return;
        }

        foreach (var message in _messages.Where(message => _votes.ContainsKey(message.Id)))
        {
            message.IsUpvoted = _votes[message.Id];
            message.Touch();
        }

        Tell();
    }

    private ChatMessage Shown(ChatMessageDetail detail)
    {
        var message = ChatMessage.From(detail);
        if (_votes.TryGetValue(detail.Id, out var isUp)) message.IsUpvoted = isUp;
        return message;
    }
}
