namespace Chatbot.Bench.Talking;

/// <summary>A question whose answer is being read.</summary>
/// <param name="Chat">Null where it was not asked of the product's chat.</param>
/// <param name="Reading">Ends with the answer; fails where there is none.</param>
internal sealed record Asked(Guid? Chat, TokenStream Answer, Task Reading)
{
    /// <summary>Throws where it never begins.</summary>
    public async Task BegunAsync()
    {
        if (await Task.WhenAny(Answer.Begun, Reading) == Reading) await Reading;
        await Answer.Begun;
    }

    /// <summary>The whole answer; throws where it is not.</summary>
    /// <param name="tokens">So many it has; null takes any.</param>
    public async Task<TokenStream> EndAsync(int? tokens = null)
    {
        await Reading;
        if (!Answer.IsWhole || Answer.Tokens == 0 || Answer.Tokens != (tokens ?? Answer.Tokens))
            throw new InvalidOperationException($"An answer ended after {Answer.Tokens} tokens{(tokens is null ? "" : $" of {tokens}")}{(Answer.IsWhole ? "" : ", without its end")}.");
        return Answer;
    }
}
