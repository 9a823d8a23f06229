using System.Text.Json;

namespace Chatbot.EndToEnd.Answers;

/// <summary>What a client has heard of an answer, over however many connections.</summary>
/// <param name="after">Part behind which it begins to listen.</param>
internal sealed class Heard(int after = 0)
{
    private readonly List<(int Id, string Delta)> _deltas = [];
    private string? _whole;

    /// <summary>Number of the last part: what <c>Last-Event-ID</c> says.</summary>
    public int Last { get; private set; } = after;

    public bool Ended { get; private set; }

    /// <summary>A seam was shown.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>A sentence where it failed.</summary>
    public string? Error { get; private set; }

    /// <summary>Parts that did not come in their order; none of them may be.</summary>
    public List<string> Misplaced { get; } = [];

    public int Deltas => _deltas.Count;

    public string Text => _whole ?? string.Concat(_deltas.Select(delta => delta.Delta));

    /// <summary>What came in the parts after one of them.</summary>
    public string TextAfter(int part) => string.Concat(_deltas.Where(delta => delta.Id > part).Select(delta => delta.Delta));

    public void Take(string? id, string data)
    {
        if (data == "[DONE]")
        {
            Ended = true;
            return;
        }

        var part = JsonSerializer.Deserialize<JsonElement>(data);
        var (type, number) = (part.GetProperty("type").GetString(), int.Parse(id!, System.Globalization.CultureInfo.InvariantCulture));
        // The whole message in one part stands for all that are not in the log any more.
        if (type != "data-appendMessage" && number != Last + 1) Misplaced.Add($"{number} after {Last}: {data}");
        Last = number;
        switch (type)
        {
            case "text-delta": _deltas.Add((number, part.GetProperty("delta").GetString()!)); break;
            case "data-interrupted": Interrupted = true; break;
            case "error": Error = part.GetProperty("errorText").GetString(); break;
            case "data-appendMessage": TakeWhole(JsonSerializer.Deserialize<JsonElement>(part.GetProperty("data").GetString()!)); break;
        }
    }

    private void TakeWhole(JsonElement message)
    {
        _whole = string.Concat(message.GetProperty("parts").EnumerateArray()
            .Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text").GetString()));
        Interrupted |= message.GetProperty("state").GetString() == "interrupted";
    }
}
