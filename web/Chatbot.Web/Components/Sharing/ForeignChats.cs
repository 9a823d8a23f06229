using Chatbot.Web.Clients;
using Chatbot.Web.Sessions;

namespace Chatbot.Web.Components.Sharing;

/// <summary>Whose chat an address names, asked before the page is made: somebody else's needs no connection to be read.</summary>
internal sealed class ForeignChats(HistoryClient chats, CircuitSession session, TimeProvider time)
{
    private const int PageSize = 200;

    // The page waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Null where the chat is the reader's own, or the service does not answer: the chat page says so by itself, and tries again.</summary>
    /// <param name="before">The message before which to read on.</param>
    public async Task<ForeignChat?> FindAsync(Guid id, Guid? before, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var reader = (await session.GetAsync()).User.Id;
            if ((await chats.ReadAsync(id, null, 1, either.Token)).UserId == reader) return null;
            return new ForeignChat(await chats.ReadAsync(id, before, PageSize, either.Token));
        }
        catch (ServiceFailure failure) when (failure.IsOffline || failure.IsUnauthorized)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ServiceFailure)
        {
            return ForeignChat.Hidden;
        }
    }
}
