namespace Chatbot.LmStudioSimulator.Rest;

/// <summary>Conversations of <c>/api/v1/chat</c> by the id of their last response; the oldest are forgotten.</summary>
internal sealed class StoredResponses
{
    private const int Most = 1_000;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, IReadOnlyList<(string Role, string Text)>> _responses = [];

    public string Add(IReadOnlyList<(string Role, string Text)> conversation)
    {
        var id = $"resp_{Guid.CreateVersion7():n}";
        lock (_gate)
        {
            _responses.Add(id, conversation);
            if (_responses.Count > Most) _responses.RemoveAt(0);
        }

        return id;
    }

    public IReadOnlyList<(string Role, string Text)>? Find(string id)
    {
        lock (_gate) return _responses.GetValueOrDefault(id);
    }
}
