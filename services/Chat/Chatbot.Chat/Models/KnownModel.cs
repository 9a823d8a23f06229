namespace Chatbot.Chat.Models;

/// <summary>A model that a request may name.</summary>
/// <param name="Provider">A name in <see cref="ModelsOptions.Providers"/>, or <see cref="LmStudio"/>.</param>
internal sealed record KnownModel(string Id, string Provider)
{
    public const string LmStudio = "lmstudio";
}
