using Chatbot.LmStudioSimulator.Script;

namespace Chatbot.LmStudioSimulator.OpenAi;

/// <summary>Counts an answer up to its limit.</summary>
internal sealed class TokenCount(int prompt, int limit)
{
    private int _taken;
    private int _reasoning;
    private bool _cut;

    public string FinishReason => _cut ? "length" : "stop";

    /// <summary>False when the limit is reached: the token is one too many.</summary>
    public bool Take(Token token)
    {
        if (_taken == limit)
        {
            _cut = true;
            return false;
        }

        _taken++;
        if (token.IsReasoning) _reasoning++;
        return true;
    }

    public object Usage() => new
    {
        promptTokens = prompt,
        completionTokens = _taken,
        totalTokens = prompt + _taken,
        completionTokensDetails = new { reasoningTokens = _reasoning },
    };
}
