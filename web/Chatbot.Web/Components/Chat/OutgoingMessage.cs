using Chatbot.Web.Conversations;

namespace Chatbot.Web.Components.Chat;

/// <summary>A message as the field hands it over.</summary>
/// <param name="Id">Of the browser's making: the same again where it does not know whether the message arrived.</param>
public sealed record OutgoingMessage(Guid Id, string Text)
{
    public IReadOnlyList<FilePart> Files { get; init; } = [];
}
