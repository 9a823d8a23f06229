using System.Text.Encodings.Web;
using System.Text.Json;
using Chatbot.Web.Conversations;
using Microsoft.AspNetCore.Components;

namespace Chatbot.Web.Components.Chat;

/// <summary>What a tool was called with, and what came of it.</summary>
public sealed partial class ToolFacts
{
    private const int LongestShown = 20_000;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Parameter, EditorRequired]
    public ToolPart Call { get; set; } = null!;

    private static string Json(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var indented = JsonSerializer.Serialize(json.RootElement, Indented);
            return indented.Length <= LongestShown ? indented : $"{indented[..LongestShown]}…";
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
