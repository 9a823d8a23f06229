using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>An answer that broke off, or waits for a word on a tool, goes on in the same message.</summary>
internal sealed partial class Conversation
{
    /// <summary>An answer that broke off goes on behind what it has.</summary>
    public Task ContinueAsync(ChatMessage answer, string model) =>
        GoOnAsync(answer, new ChatRequest(Id, null, model, null, Continue: new ContinueRequest(answer.Id)), undo: () => { });

    /// <summary>A person's word on a tool that the answer wants to use.</summary>
    public Task DecideAsync(ChatMessage answer, ToolPart call, bool approved)
    {
        if (!CanAct || call.ApprovalId is not { } approval) return Task.CompletedTask;
        call.Decided(approved);
        return GoOnAsync(answer, new ChatRequest(Id, null, null, null, Approval: new ApprovalRequest(approval, approved)), undo: () => call.AsksFor(approval));
    }

    private async Task GoOnAsync(ChatMessage answer, ChatRequest request, Action undo)
    {
        if (!CanAct) return;
        var before = (answer.State, answer.Error);
        answer.Keep();
        try
        {
            await FollowAsync(token => chats.SendAsync(request, token), () => answer.Become(MessageState.Streaming), _page.Token);
        }
        catch (ServiceFailure failure)
        {
            undo();
            EndAnswer();
            answer.Error = before.Error;
            answer.Become(before.State);
            Failure = failure;
            Tell();
        }
    }
}
