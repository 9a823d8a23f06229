using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Chatbot.Auth.Contracts;
using Chatbot.Chat.Generations;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Tests.Support;

/// <summary>
/// An agent, and a cloud gateway, behind the service's HTTP clients: admits by the model's key, answers by the text of
/// the last thing that a person said, and by how often it has answered that already; <c>title ...</c> where it is to name it.
/// </summary>
public sealed class FakeAgent : HttpMessageHandler
{
    public const string Model = "vendor/plain@q4";
    public const string LoadingModel = "vendor/loading";
    public const string RefusedModel = "vendor/refused";

    /// <summary>LM Studio's words.</summary>
    public const string FormatRefusal = "'response_format.type' must be 'json_schema' or 'text'";

    /// <summary>It can call tools.</summary>
    public const string ToolModel = "vendor/tools";

    private readonly ConcurrentDictionary<string, ScriptedAnswer> _answers = new();
    private readonly ConcurrentDictionary<string, string> _tickets = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _images = new();

    /// <summary>The <c>model</c> of the last completion asked for with a text.</summary>
    public ConcurrentDictionary<string, string> ModelsAsked { get; } = new();

    /// <summary>The addresses of the images in the last prompt that ended with a text.</summary>
    public IReadOnlyList<string> ImagesAt(string text) => _images[text];

    public ConcurrentQueue<AdmissionRequest> Admissions { get; } = new();

    /// <param name="turn">0 is the first answer; 1 is what it says when it is asked to go on, or after its first calls of tools.</param>
    public ScriptedAnswer On(string text, int turn = 0) => _answers.GetOrAdd(turn == 0 ? text : $"{text} #{turn}", _ => new ScriptedAnswer());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        return request.RequestUri!.AbsolutePath switch
        {
            "/connect/token" => Json(new { access_token = $"for {System.Web.HttpUtility.ParseQueryString(body)["resource"]}", expires_in = 600 }),
            "/admissions" => Admit(request, body),
            "/v1/chat/completions" => Complete(request, body),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private HttpResponseMessage Admit(HttpRequestMessage request, string body)
    {
        if (!IsForThisHost(request)) return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        var asked = JsonSerializer.Deserialize<AdmissionRequest>(body, JsonSerializerOptions.Web)!;
        Admissions.Enqueue(asked);
        var ticket = Guid.CreateVersion7().ToString();
        _tickets[ticket] = asked.ModelKey;
        var granted = Event("granted", new AdmissionGranted(ticket, $"{asked.ModelKey}:1", 4096));
        return Text(asked.ModelKey switch
        {
            RefusedModel => Event("refused", new AdmissionRefused(FailureReasons.OutOfMemory, "There is not enough memory for this model.")),
            LoadingModel => $"{Event("queued", new AdmissionQueued(2, 4.5))}: ping\n\n{Event("loading", new AdmissionLoading(0.25))}{Event("loading", new AdmissionLoading(1))}{granted}",
            _ => granted,
        });
    }

    // Hosts report themselves at http://agent-<host>/, and take tokens for themselves alone.
    private static bool IsForThisHost(HttpRequestMessage request) =>
        request.Headers.Authorization?.Parameter == $"for {Audiences.AgentOf(request.RequestUri!.Host["agent-".Length..])}";

    private HttpResponseMessage Complete(HttpRequestMessage request, string body)
    {
        using var json = JsonDocument.Parse(body);
        var cloud = request.Headers.Authorization?.Parameter == "cloud-key";
        var ticket = request.Headers.TryGetValues(AdmissionHeaders.Ticket, out var values) ? values.Single() : "";
        if (!cloud && !IsForThisHost(request)) return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        if (!cloud && !_tickets.TryRemove(ticket, out _)) return new HttpResponseMessage(HttpStatusCode.Forbidden);

        var prompt = json.RootElement.GetProperty("messages").EnumerateArray()
            .Select(message => (message.GetProperty("role").GetString()!, TextOf(message.GetProperty("content")))).ToList();
        var question = prompt.FindLastIndex(message => message.Item1 == "user" && message.Item2 != Prompt.GoOn);
        var said = prompt[0].Item2.Contains("title", StringComparison.Ordinal) ? $"title {prompt[question].Item2}" : prompt[question].Item2;
        _images[said] = [.. json.RootElement.GetProperty("messages").EnumerateArray().SelectMany(message => ImagesIn(message.GetProperty("content")))];
        ModelsAsked[said] = json.RootElement.GetProperty("model").GetString()!;
        var answer = On(said, prompt.Skip(question).Count(message => message.Item1 == "assistant"));
        answer.Body = body;
        if (answer.RefusesFormat && body.Contains("response_format", StringComparison.Ordinal)) return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(JsonSerializer.Serialize(new { error = FormatRefusal })) };
        var pipe = new Pipe();
        _ = PumpAsync(answer, prompt, pipe.Writer);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(pipe.Reader.AsStream()) };
    }

    // A string, or an array of parts.
    private static string TextOf(JsonElement content) => content.ValueKind != JsonValueKind.Array
        ? content.GetString()!
        : string.Concat(content.EnumerateArray().Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text").GetString()));

    private static IEnumerable<string> ImagesIn(JsonElement content) => content.ValueKind != JsonValueKind.Array
        ? []
        : content.EnumerateArray().Where(part => part.GetProperty("type").GetString() == "image_url").Select(part => part.GetProperty("image_url").GetProperty("url").GetString()!);

    private static async Task PumpAsync(ScriptedAnswer answer, List<(string, string)> prompt, PipeWriter writer)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var gone = new CancellationTokenSource();
        await using var chunks = answer.StreamAsync(prompt, gone.Token).GetAsyncEnumerator(gone.Token);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (true)
        {
            // A comment every now and then tells whether the caller is still there.
            var next = chunks.MoveNextAsync().AsTask();
            while (!next.IsCompleted)
            {
                if (await Task.WhenAny(next, tick) == next) break;
                tick = timer.WaitForNextTickAsync().AsTask();
                if ((await writer.WriteAsync(": waiting\n\n"u8.ToArray())).IsCompleted)
                {
                    // What is said from now on is for who asks again.
                    await gone.CancelAsync();
                    await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    answer.HungUp();
                    return;
                }
            }

            if (!await next) break;
            await writer.WriteAsync(Encoding.UTF8.GetBytes(chunks.Current));
        }

        await writer.CompleteAsync();
    }

    private static string Event<T>(string type, T data) => $"event: {type}\ndata: {JsonSerializer.Serialize(data, JsonSerializerOptions.Web)}\n\n";

    private static HttpResponseMessage Text(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "text/event-stream") };

    private static HttpResponseMessage Json(object body) => new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
}
