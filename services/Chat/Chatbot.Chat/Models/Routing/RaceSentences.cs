namespace Chatbot.Chat.Models.Routing;

/// <summary>What people are told when there is nobody left to ask and nobody said why.</summary>
internal static class RaceSentences
{
    public static string Nowhere(bool anyPlace, bool mayLoad, bool draining) => (anyPlace, mayLoad, draining) switch
    {
        (true, false, _) => "The model is not loaded, and this request may not load it.",
        (true, _, _) => "The machine that has this model can't be reached. Please try again in a moment, or choose another model.",
        (false, _, true) => "The machine that has this model takes no new requests right now. Please try again later, or choose another model.",
        _ => "No LM Studio host that has this model is known right now. Please start LM Studio, or choose another model.",
    };
}
