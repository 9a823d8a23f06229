using System.Text.Json.Serialization;
using Chatbot.Chat.Models;

namespace Chatbot.Chat.OpenAi;

/// <param name="OwnedBy">A provider's name, or <c>lmstudio</c>.</param>
internal sealed record ModelObject(string Id, [property: JsonPropertyName("owned_by")] string OwnedBy)
{
    public string Object { get; } = "model";

    // Nobody knows when; clients want a number.
    public long Created { get; }

    public static ModelObject Of(KnownModel model) => new(model.Id, model.Provider);
}
