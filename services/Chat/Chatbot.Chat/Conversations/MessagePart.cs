using System.Text.Json.Serialization;

namespace Chatbot.Chat.Conversations;

/// <summary>A part of a message as in the AI SDK's UI messages: <c>{"type":"text","text":"..."}</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextPart), "text")]
[JsonDerivedType(typeof(ReasoningPart), "reasoning")]
internal abstract record MessagePart;

internal sealed record TextPart(string Text) : MessagePart;

internal sealed record ReasoningPart(string Text) : MessagePart;
