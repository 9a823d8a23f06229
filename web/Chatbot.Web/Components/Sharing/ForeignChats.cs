using Chatbot.Web.Clients;
using Chatbot.Web.Sessions;

namespace Chatbot.Web.Components.Sharing;

/// <summary>Whose chat an address names, asked before the page is made: somebody else's needs no connection to be read.</summary>
internal sealed class ForeignChats(HistoryClient chats, CircuitSession session)
{
    private const int PageSize = 200;

    /// <summary>Null where the chat is the reader's own, or the service does not answer: the chat page says so by itself, and tries again.</summary>
    /// <param name="before">The message before which to read on.</param>
    public async Task<ForeignChat?> FindAsync(Guid id, Guid? before, CancellationToken cancellationToken)
    {
        try
        {
            var reader = (await session.GetAsync()).User.Id;
            if ((await chats.ReadAsync(id, null, 1, cancellationToken)).UserId == reader) return null;
            return new ForeignChat(await chats.ReadAsync(id, before, PageSize, cancellationToken));
        }
        catch (ServiceFailure failure) when (failure.IsOffline || failure.IsUnauthorized)
        {
            return null;
        }
        catch (ServiceFailure)
        {
            return ForeignChat.Hidden;
        }
    }
}
