using System.Net;
using System.Text;
using System.Text.Json;
using Chatbot.LmStudioAgent.Contracts;

namespace Chatbot.Chat.Tests.Support;

/// <summary>How a call with a valid ticket ends before its first token.</summary>
internal enum CallFault
{
    None,
    Reset,
    Lapsed,
    Unavailable,
    OtherModel,
    BreaksOff,

    /// <summary>Not before, in fact: after it.</summary>
    BreaksOffLater,
}

/// <summary>One host's agent over LM Studio: slots, a queue, loads that end when the test says so, and faults.</summary>
internal sealed class FakeHost(string id, int slots = 1)
{
    private readonly Lock _lock = new();
    private readonly List<FakeAdmission> _waiting = [];
    private readonly Dictionary<string, string> _tickets = [];
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _loading = [];
    private int _running;
    private long _number;

    public string Id => id;

    /// <summary>What is in memory by what the agent knows; what it reports may be older.</summary>
    public HashSet<string> Loaded { get; } = [];

    public Func<string, bool> Downloaded { get; init; } = _ => true;

    /// <summary>It is not there: connections are refused, and those that are open break.</summary>
    public bool Down { get; private set; }

    /// <summary>It takes connections and never answers.</summary>
    public bool BlackHole { get; init; }

    /// <summary>It answers, and says no more.</summary>
    public bool Mute { get; init; }

    public AdmissionRefused? Refusal { get; set; }

    public CallFault Fault { get; set; }

    /// <summary>How often the fault happens.</summary>
    public int Faults { get; set; } = int.MaxValue;

    /// <summary>Answers wait for <see cref="Release"/>.</summary>
    public bool Holds { get; init; }

    /// <summary>What those who queue are told to expect.</summary>
    public double? EtaSeconds { get; set; }

    public List<AdmissionRequest> Asked { get; } = [];

    /// <summary>Loads begun, ended or not.</summary>
    public int Loads { get; private set; }

    public int Calls { get; private set; }

    public int GivenBack { get; private set; }

    public int TimedOut { get; private set; }

    public int Waiting => Locked(() => _waiting.Count);

    public int Running => Locked(() => _running + _tickets.Count);

    public InstanceReport[] Instances => Locked(() => Loaded.Select(key => Reports.Instance(key, _running + _tickets.Count, _waiting.Count) with { Parallel = slots }).ToArray());

    public HostReported Report(params IReadOnlyList<InstanceReport> instances) =>
        Reports.Host(id, Interlocked.Increment(ref _number), instances) with { LoadSecondsPerGigabyte = 1, RequestSeconds = 1 };

    public void Release() => _released.TrySetResult();

    public void Kill()
    {
        Down = true;
        List<FakeAdmission> waiting;
        lock (_lock)
        {
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var admission in waiting) admission.Break();
    }

    public void EndLoad(string modelKey)
    {
        lock (_lock)
        {
            Loaded.Add(modelKey);
            _loading.Remove(modelKey);
            Turn();
        }
    }

    /// <summary>A slot falls free by itself.</summary>
    public void FreeSlot()
    {
        lock (_lock)
        {
            _running--;
            Turn();
        }
    }

    public void Occupy() => _running++;

    public async Task<HttpResponseMessage> HandleAsync(HttpRequestMessage request, string body, CancellationToken cancellationToken)
    {
        if (Down) throw new HttpRequestException("Connection refused.");
        if (BlackHole) await NeverAsync(body, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Delete) return GiveBack(path.Split('/')[^1]);
        return path == "/admissions"
            ? Admit(JsonSerializer.Deserialize<AdmissionRequest>(body, JsonSerializerOptions.Web)!)
            : await CallAsync(request.Headers.GetValues(AdmissionHeaders.Ticket).Single(), cancellationToken);
    }

    private async Task NeverAsync(string body, CancellationToken cancellationToken)
    {
        lock (_lock) Asked.Add(JsonSerializer.Deserialize<AdmissionRequest>(body, JsonSerializerOptions.Web)!);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            lock (_lock) TimedOut++;
        }
    }

    private HttpResponseMessage Admit(AdmissionRequest asked)
    {
        var admission = new FakeAdmission(asked, Leave);
        lock (_lock)
        {
            Asked.Add(asked);
            if (Mute) return admission.Response;
            if (Refusal is { } refusal) admission.End(refusal);
            else _waiting.Add(admission);
            Turn();
            if (_waiting.IndexOf(admission) is var at and >= 0)
                admission.Tell(Loaded.Contains(asked.ModelKey) ? new AdmissionQueued(at + 1, EtaSeconds) : new AdmissionLoading(0) { EtaSeconds = EtaSeconds });
        }

        return admission.Response;
    }

    private void Leave(FakeAdmission admission) => Locked(() => _waiting.Remove(admission));

    private HttpResponseMessage GiveBack(string ticket)
    {
        lock (_lock)
        {
            if (_tickets.Remove(ticket)) GivenBack++;
            Turn();
        }

        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private void Turn()
    {
        foreach (var admission in _waiting.ToList())
        {
            var key = admission.Request.ModelKey;
            if (!Loaded.Contains(key))
            {
                if (!admission.Request.MayLoad) Refuse(admission, FailureReasons.InstanceNotFound, $"{key} is not loaded.");
                else if (_loading.Add(key)) Loads++;
                continue;
            }

            if (_running + _tickets.Count >= slots) continue;
            var ticket = Guid.CreateVersion7().ToString();
            _tickets[ticket] = key;
            _waiting.Remove(admission);
            admission.End(new AdmissionGranted(ticket, $"{key}:1", 4096));
        }
    }

    private void Refuse(FakeAdmission admission, string reason, string message)
    {
        _waiting.Remove(admission);
        admission.End(new AdmissionRefused(reason, message));
    }

    private async Task<HttpResponseMessage> CallAsync(string ticket, CancellationToken cancellationToken)
    {
        CallFault fault;
        string model;
        lock (_lock)
        {
            Calls++;
            if (!_tickets.Remove(ticket, out model!)) return new HttpResponseMessage(HttpStatusCode.Conflict);
            fault = Faults > 0 ? Fault : CallFault.None;
            if (fault != CallFault.None) Faults--;
            _running++;
        }

        try
        {
            if (Holds) await _released.Task.WaitAsync(cancellationToken);
            return fault switch
            {
                CallFault.Reset => throw new HttpRequestException("Connection reset."),
                CallFault.Lapsed => new HttpResponseMessage(HttpStatusCode.Conflict),
                CallFault.Unavailable => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
                CallFault.OtherModel => Stream("""data: {"error":{"message":"Another one answers.","type":"model_mismatch"}}""" + "\n\n"),
                CallFault.BreaksOff => Stream(""),
                CallFault.BreaksOffLater => Stream($$"""data: {"choices":[{"delta":{"content":"{{id}}"},"finish_reason":null}]}""" + "\n\n"),
                _ => Stream($$"""data: {"model":"{{model}}:1","choices":[{"delta":{"content":"{{id}}"},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n"),
            };
        }
        finally
        {
            FreeSlot();
        }
    }

    private static HttpResponseMessage Stream(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "text/event-stream") };

    private T Locked<T>(Func<T> read)
    {
        lock (_lock) return read();
    }
}
