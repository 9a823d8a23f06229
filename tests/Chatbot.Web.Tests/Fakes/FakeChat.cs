using System.Collections.Concurrent;
using Chatbot.Chat.Contracts;
using Chatbot.Web.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chatbot.Web.Tests.Fakes;

/// <summary>Chats in memory, answered from a script, with the pace and the gaps that a test wants.</summary>
internal sealed partial class FakeChat(FakeAuth auth)
{
    private readonly ConcurrentDictionary<Guid, FakeConversation> _chats = new();

    /// <summary>The answer's parts, as JSON; <c>{id}</c> is the message's id.</summary>
    public IReadOnlyList<string> Script { get; set; } = Scripts.Plain("Hello ", "there.");

    public TimeSpan Pace { get; set; }

    /// <summary>End the stream once, before this part.</summary>
    public int? CutBefore { get; set; }

    /// <summary>Cut by resetting the connection, which may swallow parts on their way.</summary>
    public bool CutsHard { get; set; }

    /// <summary>Wait for this after the first part.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Status and body of a refusal of <c>POST /api/chat</c>.</summary>
    public (int Status, string Code, string Message)? Refusal { get; set; }

    public List<ChatRequest> Requests { get; } = [];

    public List<string?> Joins { get; } = [];

    /// <summary>The generation that each join named.</summary>
    public List<string?> Named { get; } = [];

    public List<ChatPatch> Patches { get; } = [];

    /// <summary>What a chat shows after a patch with this active leaf.</summary>
    public Dictionary<Guid, IReadOnlyList<ChatMessageDetail>> Branches { get; } = [];

    public List<ChatVote> Votes { get; } = [];

    /// <summary>Votes are refused.</summary>
    public bool RefusesVotes { get; set; }

    public IHeaderDictionary? LastHeaders { get; private set; }

    public bool WasCancelled { get; private set; }

    public bool WasStopped { get; private set; }

    public FakeConversation Add(string title, DateTimeOffset createdAt, params ChatMessageDetail[] messages) => Add(Guid.CreateVersion7(), title, createdAt, messages);

    public FakeConversation Add(Guid id, string title, DateTimeOffset createdAt, params ChatMessageDetail[] messages) =>
        _chats[id] = new FakeConversation(id, title, createdAt, [.. messages]);

    public void Map(IEndpointRouteBuilder all)
    {
        var app = all.MapGroup("").AddEndpointFilter(AnswerAsync);
        MapHistory(app);
        app.MapGet("/api/vote", (Guid chatId) => Votes.Where(vote => vote.ChatId == chatId));
        app.MapPatch("/api/vote", (VoteRequest vote) =>
        {
            if (RefusesVotes) return Error(404, "not_found:vote", "The requested vote was not found.");
            Votes.Add(new ChatVote(vote.ChatId, vote.MessageId, vote.Type == "up"));
            return Results.Text("Message voted");
        });
        app.MapPost("/api/chat/{id:guid}/stop", (Guid id) =>
        {
            if (!_chats.ContainsKey(id)) return Missing();
            WasStopped = true;
            Gate?.TrySetResult();
            return Results.Accepted();
        });
        app.MapPost("/api/chat", PostAsync);
        app.MapGet("/api/chat/{id:guid}/stream", JoinAsync);
    }

    private async Task PostAsync(HttpContext context, ChatRequest request)
    {
        LastHeaders = context.Request.Headers;
        Requests.Add(request);
        if (Refusal is var (status, code, message))
        {
            await Error(status, code, message).ExecuteAsync(context);
            return;
        }

        if (request.Regenerate is not null)
        {
            await StreamAsync(context, _chats[request.Id], 0);
            return;
        }

        var text = request.Message!.Parts.FirstOrDefault(part => part.Type == "text")?.Text ?? "";
        if (_chats.TryGetValue(request.Id, out var known) && (known.Generating || known.Messages.Exists(stored => stored.Id == request.Message.Id)))
        {
            await Error(409, "conflict:chat", "The chat is being answered.").ExecuteAsync(context);
            return;
        }

        var chat = _chats.GetOrAdd(request.Id, id => new FakeConversation(id, text, TimeProvider.System.GetUtcNow(), []));
        chat.Messages.Add(Scripts.Message(request.Message.Id, "user", text));
        chat.AnswerId = Guid.CreateVersion7();
        await StreamAsync(context, chat, 0);
    }

    private async Task JoinAsync(HttpContext context, Guid id)
    {
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        Joins.Add(last.Length == 0 ? null : last);
        Named.Add(context.Request.Query["generation"].FirstOrDefault());
        if (EndedUnseen is { } whole)
        {
            _chats[id].Messages[^1] = whole;
            _chats[id].Generating = false;
            context.Response.ContentType = "text/event-stream";
            return;
        }

        await StreamAsync(context, _chats[id], last.Length == 0 ? 0 : int.Parse(last) + 1);
        _chats[id].Generating = false;
    }

    private async Task StreamAsync(HttpContext context, FakeConversation chat, int from)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["x-vercel-ai-ui-message-stream"] = "v1";
        context.Response.Headers[StreamHeaders.Generation] = $"of {chat.AnswerId}";
        await context.Response.Body.FlushAsync();
        try
        {
            for (var number = from; number < Script.Count; number++)
            {
                if (CutBefore == number)
                {
                    CutBefore = null;
                    if (CutsHard) context.Abort();
                    return;
                }

                if (number == 1 && Gate is not null) await Gate.Task.WaitAsync(context.RequestAborted);
                if (number > 0 && Pace > TimeSpan.Zero) await Task.Delay(Pace, context.RequestAborted);
                var part = Script[number].Replace("{id}", chat.AnswerId.ToString(), StringComparison.Ordinal);
                await context.Response.WriteAsync($"id: {number}\ndata: {part}\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            WasCancelled = true;
        }
    }

    private static IResult Error(int status, string code, string message) =>
        Results.Json(new { code, message, status, title = "", traceId = "" }, ServiceJson.Options, "application/problem+json", status);
}

internal sealed record FakeConversation(Guid Id, string FirstTitle, DateTimeOffset CreatedAt, List<ChatMessageDetail> Messages)
{
    private const int PageSize = 50;

    public string Title { get; set; } = FirstTitle;

    public string Visibility { get; set; } = "private";

    public bool Pinned { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>Null: whoever asks.</summary>
    public Guid? Owner { get; set; }

    public Guid AnswerId { get; set; } = Guid.CreateVersion7();

    public bool Generating { get; set; }

    public ChatSummary Summary() => new(Id, CreatedAt, Title, Owner ?? Guid.Empty, Visibility, Pinned);

    public ChatDetail Detail(Guid reader, Guid? before = null)
    {
        var end = before is { } id ? Messages.FindIndex(message => message.Id == id) : Messages.Count;
        var start = Math.Max(0, end - PageSize);
        return new(Id, CreatedAt, Title, Owner ?? reader, Visibility, Messages[start..end], Generating, start > 0, Pinned);
    }
}
