using Chatbot.Web.Clients;

namespace Chatbot.Web.Conversations;

/// <summary>Following the answer that runs, part by part.</summary>
internal sealed partial class Conversation
{
    private bool _runsOn;

    private Task<HttpResponseMessage> Join(CancellationToken cancellationToken) => chats.JoinAsync(Id, null, cancellationToken);

    /// <param name="taken">What to do once the service has taken what is asked; null where a running answer is joined.</param>
    private async Task FollowAsync(Func<CancellationToken, Task<HttpResponseMessage>> open, Action? taken, CancellationToken page)
    {
        ClearAnswer();
        (IsAnswering, _isConnected) = (true, false);
        Tell();
        var joins = taken is null;
        try
        {
            do
            {
                _runsOn = false;
                await foreach (var part in answers.ReadAsync(Id, Opened, joins, page))
                {
                    var before = (IsConnectionLost, Status, _answer, _answer?.Version);
                    await ApplyAsync(part, page);
                    // Text that grows is drawn by itself.
                    if (part is not (TextArrived or ReasoningArrived) || before != (IsConnectionLost, Status, _answer, _answer?.Version)) Tell();
                }

                (open, joins) = (Join, true);
            }
            while (_runsOn);
        }
        catch (ServiceFailure failure) when (taken is null)
        {
            if (_answer is { } answer) (answer.State, answer.Error) = (MessageState.Interrupted, failure.Message);
            else Failure = failure;
        }
        catch (OperationCanceledException) when (page.IsCancellationRequested)
        {
            return;
        }

        EndAnswer();

        async Task<HttpResponseMessage> Opened(CancellationToken token)
        {
            var response = await open(token);
            _isConnected = true;
            taken?.Invoke();
            taken = null;
            Tell();
            if (_isStopWanted) await TellStopAsync(token);
            return response;
        }
    }

    private async Task ApplyAsync(StreamPart part, CancellationToken page)
    {
        IsConnectionLost = part is ConnectionLost;
        if (IsConnectionLost) _isConnected = false;
        switch (part)
        {
            case AnswerStarted started: StartAnswer(started.MessageId); break;
            case TextArrived text: Status = null; _answer?.AppendText(text.Id, text.Delta); break;
            case ReasoningArrived text: Status = null; _answer?.AppendReasoning(text.Id, text.Delta); break;
            case TextEnded text: _answer?.Close(text.Id); break;
            case ReasoningEnded text: _answer?.Close(text.Id); break;
            case ToolCalled call: Status = null; _answer?.CallTool(call.CallId, call.Tool); break;
            case ToolInputKnown call:
                Status = null;
                _answer?.CallTool(call.CallId, call.Tool);
                _answer?.OfCall(call.CallId, part => part.Calls(call.Input));
                break;
            case ToolApprovalAsked asked: _answer?.OfCall(asked.CallId, part => part.AsksFor(asked.ApprovalId)); break;
            case ToolReturned returned: CallEnded(returned.CallId, part => part.Returned(returned.Output)); break;
            case ToolNotDone notDone: CallEnded(notDone.CallId, part => part.NotDone(notDone.Error)); break;
            case StatusChanged { Status: var status }:
                Status = status.Phase == "generating" ? null : status;
                if (_answer is not null) _answer.Host = status.Host ?? _answer.Host;
                break;
            case UsageReported usage when _answer is not null:
                _answer.Usage = usage.Usage;
                ContextTokens = usage.Usage.Whole ?? ContextTokens;
                break;
            case TitleChanged title: Title = title.Title; Renamed?.Invoke(title.Title); break;
            case AnswerFailed failed when _answer is not null: (_answer.State, _answer.Error) = (MessageState.Failed, failed.Message); break;
            case AnswerFailed failed: Failure = new ServiceFailure("offline:chat", failed.Message); break;
            case AnswerFinished finished when _answer is { State: MessageState.Streaming }:
                _answer.State = finished.Reason == "other" ? MessageState.Stopped : MessageStates.Ended(finished.Reason);
                break;
            case AnswerInterrupted when _answer is not null: _answer.State = MessageState.Interrupted; break;
            case AnswerStored: await StoredAsync(page); break;
        }
    }

    // It ended where this page did not see it. Something else may run by now.
    private async Task StoredAsync(CancellationToken page)
    {
        _runsOn = await LoadPatientlyAsync(Guid.Empty, page);
        (_answer, IsConnectionLost) = (null, false);
        if (_runsOn) await answers.PauseAsync(1, page);
    }

    // The running answer replaces what was stored of it so far.
    private void StartAnswer(Guid id)
    {
        _answer = _messages.Find(message => message.Id == id);
        if (_answer is null)
        {
            var index = _messages.FindLastIndex(message => !message.IsUnsent) + 1;
            _answer = new ChatMessage(id, ChatMessage.Assistant)
            {
                ParentId = index > 0 ? _messages[index - 1].Id : null,
                Siblings = [.. _siblingsOfNext, id],
                Model = _model,
            };
            _messages.Insert(index, _answer);
        }

        _answer.Restart();
        WaitForModel();
    }

    private void CallEnded(string callId, Action<ToolPart> happened)
    {
        _answer?.OfCall(callId, happened);
        WaitForModel();
    }

    // With the last of its calls it is the model's turn again; until then each says of itself that it runs.
    private void WaitForModel()
    {
        if (_answer is { IsCalling: false }) Status ??= ModelStatus.Waiting;
    }

    private void EndAnswer()
    {
        if (_answer is { } answer)
        {
            if (answer.State == MessageState.Streaming) answer.State = MessageState.Complete;
            answer.CloseAll();
        }

        (IsAnswering, IsConnectionLost, Status, _answer) = (false, false, null, null);
        Tell();
    }
}
